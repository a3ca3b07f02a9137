#include "Errors.hpp"
#include "Parts.hpp"

CXReader *cx_reader_open(const char *path, CXText stopWords, CXError *error) {
  return guarded<CXReader *>(error, nullptr, [&] { return new CXReader(Xapian::Database(path), stopWords); });
}

void cx_reader_free(CXReader *reader) { delete reader; }

void cx_reader_refresh(CXReader *reader, CXError *error) {
  guarded<bool>(error, false, [&] { return reader->database.reopen(); });
}

char *cx_reader_get(CXReader *reader, CXText name, CXError *error) {
  return guarded<char *>(error, nullptr, [&] { return copied(reader->database.get_metadata(text(name))); });
}

char *cx_reader_terms(CXReader *reader, CXText prefix, CXError *error) {
  return guarded<char *>(error, nullptr, [&] {
    std::string found;
    const std::string begin = text(prefix);
    for (auto term = reader->database.allterms_begin(begin); term != reader->database.allterms_end(begin); ++term) {
      found += (*term).substr(begin.size()) + '\n';
    }
    return copied(found);
  });
}

static Xapian::QueryParser parser(CXReader *reader, bool anyWord) {
  Xapian::QueryParser parser;
  parser.set_database(reader->database);
  parser.set_stemmer(reader->stemmer);
  parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
  parser.set_stopper(reader->stopper.get());
  parser.set_default_op(anyWord ? Xapian::Query::OP_OR : Xapian::Query::OP_AND);
  return parser;
}

static CXQuery *parsed(CXReader *reader, CXText words, bool anyWord, unsigned flags, CXError *error) {
  return guarded<CXQuery *>(error, nullptr, [&] {
    return new CXQuery{parser(reader, anyWord).parse_query(text(words), flags)};
  });
}

CXQuery *cx_query_parse(CXReader *reader, CXText words, bool anyWord, CXError *error) {
  return parsed(reader, words, anyWord, Xapian::QueryParser::FLAG_DEFAULT, error);
}

CXQuery *cx_query_plain(CXReader *reader, CXText words, bool anyWord, CXError *error) {
  return parsed(reader, words, anyWord, 0, error);
}

char *cx_reader_spelling(CXReader *reader, CXText word, uint32_t most, CXError *error) {
  return guarded<char *>(error, nullptr, [&]() -> char * {
    const std::string corrected = reader->database.get_spelling_suggestion(text(word), most);
    return corrected.empty() ? nullptr : copied(corrected);
  });
}

char *cx_stem(CXReader *reader, CXText word, CXError *error) {
  return guarded<char *>(error, nullptr, [&] { return copied(reader->stemmer(text(word))); });
}

CXQuery *cx_query_term(CXText term) { return new CXQuery{Xapian::Query(text(term))}; }

CXQuery *cx_query_everything(void) { return new CXQuery{Xapian::Query(std::string())}; }

CXQuery *cx_query_nothing(void) { return new CXQuery{Xapian::Query()}; }

CXQuery *cx_query_combine(CXOperator op, CXQuery *const *queries, size_t count) {
  static const Xapian::Query::op operators[] = {
      Xapian::Query::OP_AND, Xapian::Query::OP_OR, Xapian::Query::OP_AND_NOT};
  std::vector<Xapian::Query> parts;
  for (size_t place = 0; place < count; place++) parts.push_back(queries[place]->query);
  return new CXQuery{Xapian::Query(operators[op], parts.begin(), parts.end())};
}

bool cx_query_is_empty(CXQuery *query) { return query->query.empty(); }

CXQuery *cx_query_like(CXReader *reader, CXText key, uint32_t words, CXError *error) {
  return guarded<CXQuery *>(error, nullptr, [&] {
    // Stemmed words alone: identifiers and facet values begin with other capitals.
    struct Stemmed : Xapian::ExpandDecider {
      bool operator()(const std::string &term) const override { return term.size() > 3 && term[0] == 'Z'; }
    } stemmed;
    Xapian::RSet set;
    for (auto found = reader->database.postlist_begin(text(key)); found != reader->database.postlist_end(text(key));
         ++found) {
      set.add_document(*found);
    }
    Xapian::ESet terms = Xapian::Enquire(reader->database).get_eset(words, set, &stemmed);
    return new CXQuery{Xapian::Query(Xapian::Query::OP_ELITE_SET, terms.begin(), terms.end(), words)};
  });
}

void cx_query_free(CXQuery *query) { delete query; }
