#include "Errors.hpp"
#include "Parts.hpp"

#include <sstream>

Stopper::Stopper(CXText words) {
  std::istringstream stream(text(words));
  std::string word;
  while (stream >> word) stopper.add(word);
}

std::string Stems::operator()(const std::string &word) {
  auto found = known.find(word);
  if (found != known.end()) return found->second;
  if (known.size() >= mostWords) known.clear();
  return known.emplace(word, english(word)).first->second;
}

CXWriter::CXWriter(Xapian::WritableDatabase opened, CXText stopWords) : database(opened), stopper(stopWords) {
  generator.set_stemmer(Stems::make());
  generator.set_stopper(stopper.get());
  generator.set_stopper_strategy(Xapian::TermGenerator::STOP_STEMMED);
  generator.set_database(database);
}

CXWriter *cx_writer_open(const char *path, bool isNew, CXText stopWords, CXError *error) {
  return guarded<CXWriter *>(error, nullptr, [&] {
    int how = isNew ? Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_DANGEROUS : Xapian::DB_CREATE_OR_OPEN;
    // A program that is being started beside us holds the lock of the writer before for a moment. Nobody else can:
    // the data directory is locked by one process.
    return new CXWriter(Xapian::WritableDatabase(path, how | Xapian::DB_RETRY_LOCK), stopWords);
  });
}

void cx_writer_free(CXWriter *writer) { delete writer; }

void cx_writer_replace(CXWriter *writer, CXText key, CXDocument *document, CXError *error) {
  guarded<bool>(error, false, [&] {
    document->document.add_boolean_term(text(key));
    writer->database.replace_document(text(key), document->document);
    return true;
  });
}

void cx_writer_delete(CXWriter *writer, CXText key, CXError *error) {
  guarded<bool>(error, false, [&] {
    writer->database.delete_document(text(key));
    return true;
  });
}

void cx_writer_set(CXWriter *writer, CXText name, CXText value, CXError *error) {
  guarded<bool>(error, false, [&] {
    writer->database.set_metadata(text(name), text(value));
    return true;
  });
}

void cx_writer_commit(CXWriter *writer, CXError *error) {
  guarded<bool>(error, false, [&] {
    writer->database.commit();
    return true;
  });
}

CXDocument *cx_document_new(CXWriter *writer, bool spells) {
  return new CXDocument{Xapian::Document(), writer, spells};
}

void cx_document_free(CXDocument *document) { delete document; }

void cx_document_text(CXDocument *document, CXText words, uint32_t weight, CXError *error) {
  // Spelling is read from the index meanwhile, which can fail.
  guarded<bool>(error, false, [&] {
    Xapian::TermGenerator &generator = document->writer->generator;
    generator.set_flags(
        document->spells ? Xapian::TermGenerator::FLAG_SPELLING : Xapian::TermGenerator::flags(0));
    Xapian::termpos reached = generator.get_termpos();
    generator.set_document(document->document);
    // set_document begins at 0 again; texts of one document follow one another.
    generator.set_termpos(document->document.termlist_count() == 0 ? 0 : reached);
    generator.index_text(words.bytes == nullptr ? std::string() : text(words), weight);
    generator.increase_termpos();
    return true;
  });
}

void cx_document_term(CXDocument *document, CXText term) { document->document.add_boolean_term(text(term)); }

void cx_document_value(CXDocument *document, uint32_t slot, CXText value) {
  document->document.add_value(slot, text(value));
}

void cx_document_data(CXDocument *document, CXText data) { document->document.set_data(text(data)); }
