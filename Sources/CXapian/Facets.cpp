#include "Errors.hpp"
#include "Parts.hpp"

static const Xapian::valueno facetSlot = 0;
/// From how many changes on the base is made anew: looking them up costs more than an array does.
static const size_t mostChanges = 4096;

uint16_t CXColumns::group(const std::string &name) {
  auto found = groupNumbers.find(name);
  if (found != groupNumbers.end()) return found->second;
  uint16_t number = groupNumbers.size();
  groupNumbers.emplace(name, number);
  return number;
}

uint16_t CXColumns::number(const std::string &name) {
  auto found = numbers.find(name);
  if (found != numbers.end()) return found->second;
  if (names.size() >= UINT16_MAX) throw std::length_error("there are too many facet values");
  uint16_t number = names.size();
  names.push_back(name);
  numbers.emplace(name, number);
  groups.push_back(group(name.substr(0, name.find(':'))));
  return number;
}

std::vector<uint16_t> CXColumns::parse(const std::string &value) {
  std::vector<uint16_t> found;
  size_t begin = 0;
  for (size_t end; (end = value.find('\0', begin)) != std::string::npos; begin = end + 1) {
    found.push_back(number(value.substr(begin, end - begin)));
  }
  return found;
}

std::pair<const uint16_t *, const uint16_t *> CXColumns::of(Xapian::docid document) const {
  if (!changed.empty()) {
    auto found = changed.find(document);
    if (found != changed.end()) return {found->second.data(), found->second.data() + found->second.size()};
  }
  if (document + 1 >= base->starts.size()) return {nullptr, nullptr};
  return {base->values.data() + base->starts[document], base->values.data() + base->starts[document + 1]};
}

CXColumns *cx_columns_load(CXReader *reader, CXError *error) {
  return guarded<CXColumns *>(error, nullptr, [&] {
    auto columns = std::make_unique<CXColumns>();
    auto base = std::make_shared<Base>();
    base->starts.push_back(0);
    const Xapian::Database &database = reader->database;
    for (auto value = database.valuestream_begin(facetSlot); value != database.valuestream_end(facetSlot); ++value) {
      base->starts.resize(value.get_docid() + 1, base->values.size());
      for (uint16_t number : columns->parse(*value)) base->values.push_back(number);
    }
    base->starts.push_back(base->values.size());
    columns->base = base;
    return columns.release();
  });
}

CXColumns *cx_columns_changed(
    CXColumns *columns, CXReader *reader, const CXText *keys, size_t count, CXError *error) {
  if (columns->changed.size() + count > mostChanges) return cx_columns_load(reader, error);
  return guarded<CXColumns *>(error, nullptr, [&] {
    auto fresh = std::make_unique<CXColumns>(*columns);
    for (size_t place = 0; place < count; place++) {
      const std::string key = text(keys[place]);
      const Xapian::Database &database = reader->database;
      for (auto found = database.postlist_begin(key); found != database.postlist_end(key); ++found) {
        fresh->changed[*found] = fresh->parse(database.get_document(*found).get_value(facetSlot));
      }
    }
    return fresh.release();
  });
}

void cx_columns_free(CXColumns *columns) { delete columns; }

namespace {

/// Counts by facet value what the matcher shows it.
class Counter : public Xapian::MatchSpy {
 public:
  Counter(const CXColumns &columns, const CXText *chosen, size_t count)
      : columns(columns), counts(columns.names.size()), wanted(columns.names.size()),
        choiceOfGroup(columns.groupNumbers.size(), none) {
    for (size_t place = 0; place < count; place++) choose(text(chosen[place]));
    met.resize(choices);
  }

  void operator()(const Xapian::Document &document, double) override {
    auto [begin, end] = columns.of(document.get_docid());
    size_t missing = choices;
    if (choices > 0) {
      std::fill(met.begin(), met.end(), false);
      for (auto value = begin; value != end; ++value) {
        if (!wanted[*value]) continue;
        size_t choice = choiceOfGroup[columns.groups[*value]];
        if (!met[choice]) missing--;
        met[choice] = true;
      }
    }
    missing += unknown;
    if (missing > 1) return;
    if (missing == 0) total++;
    for (auto value = begin; value != end; ++value) {
      // Where one choice alone is missed, the document counts among that group's other values.
      size_t choice = choiceOfGroup[columns.groups[*value]];
      if (missing == 0 || (choice != none && !met[choice])) counts[*value]++;
    }
  }

  CXCounts *result() const {
    auto result = std::make_unique<CXCounts>();
    result->total = total;
    for (size_t value = 0; value < counts.size(); value++) {
      if (counts[value] > 0) result->met.emplace_back(columns.names[value], counts[value]);
    }
    return result.release();
  }

 private:
  static constexpr size_t none = SIZE_MAX;
  const CXColumns &columns;
  std::vector<uint32_t> counts;
  std::vector<bool> wanted;
  std::vector<size_t> choiceOfGroup;
  std::vector<bool> met;
  size_t choices = 0;
  /// Groups that are chosen from and that no document has a value of.
  size_t unknown = 0;
  uint32_t total = 0;

  void choose(const std::string &name) {
    auto group = columns.groupNumbers.find(name.substr(0, name.find(':')));
    if (group == columns.groupNumbers.end()) {
      unknown++;
      return;
    }
    size_t &choice = choiceOfGroup[group->second];
    if (choice == none) choice = choices++;
    auto value = columns.numbers.find(name);
    if (value != columns.numbers.end()) wanted[value->second] = true;
  }
};

}  // namespace

CXCounts *cx_counts(
    CXReader *reader, CXQuery *query, CXColumns *columns, const CXText *chosen, size_t count, CXError *error) {
  return guarded<CXCounts *>(error, nullptr, [&] {
    Counter counter(*columns, chosen, count);
    Xapian::Enquire enquire(reader->database);
    enquire.set_query(query->query);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.add_matchspy(&counter);
    enquire.get_mset(0, 1, reader->database.get_doccount());
    return counter.result();
  });
}

void cx_counts_free(CXCounts *counts) { delete counts; }

uint32_t cx_counts_total(CXCounts *counts) { return counts->total; }

size_t cx_counts_size(CXCounts *counts) { return counts->met.size(); }

CXText cx_counts_name(CXCounts *counts, size_t place) {
  const std::string &name = counts->met[place].first;
  return CXText{name.data(), name.size()};
}

uint32_t cx_counts_number(CXCounts *counts, size_t place) { return counts->met[place].second; }
