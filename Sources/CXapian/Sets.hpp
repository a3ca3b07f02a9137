#pragma once

#include "CXapian.h"

#include <map>
#include <memory>
#include <mutex>
#include <roaring/roaring.hh>
#include <string>
#include <unordered_map>
#include <xapian.h>

using Set = std::shared_ptr<const Roaring>;

/// Which documents have which facet value, as of one commit, and which words, as far as anybody has asked.
///
/// Set operations count a thousand documents in the time in which the matcher shows one.
class CXSets {
 public:
  /// By facet value; parted by groups, which end with a colon.
  std::map<std::string, Set> values;

  /// The documents that a query matches.
  Roaring matching(const Xapian::Database &database, const Xapian::Query &query);

 private:
  /// Bytes of sets of words that are kept.
  static constexpr size_t mostBytes = 32 << 20;

  std::mutex mutex;
  std::unordered_map<std::string, Set> terms;
  size_t bytes = 0;

  Set having(const Xapian::Database &database, const std::string &term);
};

/// What was found: which documents, and how many of them have which facet value.
struct CXFound {
  /// Of whatever facet value.
  uint32_t words = 0;
  Roaring chosen;
  std::vector<std::pair<std::string, uint32_t>> met;
};
