#include "Errors.hpp"
#include "Parts.hpp"
#include "Sets.hpp"

namespace {

/// Offers the matcher the documents of a set, for it to look at no others.
class Offering : public Xapian::PostingSource {
 public:
  explicit Offering(const Roaring &set) : set(set), size(set.cardinality()), here(set.begin()), end(set.end()) {}

  void init(const Xapian::Database &) override {
    here = set.begin();
    begun = false;
    set_maxweight(0);
  }
  Xapian::doccount get_termfreq_min() const override { return size; }
  Xapian::doccount get_termfreq_est() const override { return size; }
  Xapian::doccount get_termfreq_max() const override { return size; }
  void next(double) override {
    if (begun) ++here;
    begun = true;
  }
  void skip_to(Xapian::docid document, double) override {
    begun = true;
    if (here != end && *here < document) here.equalorlarger(document);
  }
  bool at_end() const override { return here == end; }
  Xapian::docid get_docid() const override { return *here; }

 private:
  const Roaring &set;
  Xapian::doccount size;
  RoaringSetBitForwardIterator here, end;
  bool begun = false;
};

/// The documents of a query that a scope allows: fewer are looked up where those that it leaves out are fewer.
Xapian::Query within(const Xapian::Query &query, const CXScope &scope) {
  if (scope.left.isEmpty()) return query;
  bool isMost = scope.left.cardinality() < scope.allowed.cardinality();
  const Xapian::Query offered((new Offering(isMost ? scope.left : scope.allowed))->release());
  return Xapian::Query(isMost ? Xapian::Query::OP_AND_NOT : Xapian::Query::OP_FILTER, query, offered);
}

}  // namespace

CXMatches *cx_matches(
    CXReader *reader, CXQuery *query, CXScope *scope, int32_t slot, bool isReversed, uint32_t offset, uint32_t limit,
    CXError *error) {
  return guarded<CXMatches *>(error, nullptr, [&] {
    Xapian::Enquire enquire(reader->database);
    if (slot >= 0) {
      enquire.set_weighting_scheme(Xapian::BoolWeight());
      enquire.set_sort_by_value(slot, isReversed);
    }
    enquire.set_query(scope == nullptr ? query->query : within(query->query, *scope));
    Xapian::MSet set = enquire.get_mset(offset, limit);
    return new CXMatches{set, reader->stemmer, std::vector<std::string>(set.size())};
  });
}

void cx_matches_free(CXMatches *matches) { delete matches; }

uint32_t cx_matches_count(CXMatches *matches) { return matches->set.size(); }

CXText cx_matches_data(CXMatches *matches, uint32_t place, CXError *error) {
  return guarded<CXText>(error, CXText{nullptr, 0}, [&] {
    std::string &data = matches->data[place];
    if (data.empty()) data = matches->set[place].get_document().get_data();
    return CXText{data.data(), data.size()};
  });
}

char *cx_matches_snippet(
    CXMatches *matches, CXText words, size_t length, const char *before, const char *after, CXError *error) {
  return guarded<char *>(error, nullptr, [&] {
    return copied(matches->set.snippet(
        text(words), length, matches->stemmer, Xapian::MSet::SNIPPET_EMPTY_WITHOUT_MATCH, before, after, "…"));
  });
}
