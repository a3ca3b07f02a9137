#pragma once

#include "CXapian.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>
#include <xapian.h>

/// The words that say nothing, for as long as a parser or generator uses them.
class Stopper {
 public:
  explicit Stopper(CXText words);
  const Xapian::Stopper *get() const { return &stopper; }

 private:
  Xapian::SimpleStopper stopper;
};

struct CXWriter {
  Xapian::WritableDatabase database;
  Stopper stopper;
  Xapian::TermGenerator generator;
  CXWriter(Xapian::WritableDatabase opened, CXText stopWords);
};

struct CXDocument {
  Xapian::Document document;
  CXWriter *writer;
  bool spells;
};

struct CXReader {
  Xapian::Database database;
  Stopper stopper;
  Xapian::Stem stemmer;
  CXReader(Xapian::Database opened, CXText stopWords)
      : database(opened), stopper(stopWords), stemmer("english") {}
};

struct CXQuery {
  Xapian::Query query;
};

struct CXMatches {
  Xapian::MSet set;
  Xapian::Stem stemmer;
  std::vector<std::string> data;
};

/// The facet values of every document as small numbers, side by side.
struct Base {
  /// Where a document's values begin; one more than there are documents.
  std::vector<uint32_t> starts;
  std::vector<uint16_t> values;
};

struct CXColumns {
  std::shared_ptr<const Base> base;
  /// What changed since the base was made.
  std::unordered_map<Xapian::docid, std::vector<uint16_t>> changed;
  std::vector<std::string> names;
  std::unordered_map<std::string, uint16_t> numbers;
  /// For each value, the number of its group.
  std::vector<uint16_t> groups;
  std::unordered_map<std::string, uint16_t> groupNumbers;

  uint16_t number(const std::string &name);
  uint16_t group(const std::string &name);
  std::vector<uint16_t> parse(const std::string &value);
  std::pair<const uint16_t *, const uint16_t *> of(Xapian::docid document) const;
};

struct CXCounts {
  uint32_t total = 0;
  std::vector<std::pair<std::string, uint32_t>> met;
};
