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

  /// Takes over the words that another commit knew, where only some documents were touched since.
  void inherit(CXSets &old, const Xapian::Database &database, const Roaring &touched);

 private:
  /// Bytes of sets of words that are kept.
  static constexpr size_t mostBytes = 32 << 20;

  std::mutex mutex;
  std::unordered_map<std::string, Set> terms;
  size_t bytes = 0;

  Set having(const Xapian::Database &database, const std::string &term);
  /// Under the lock, where another thread may look.
  void keep(const std::string &term, const Set &set);
};

/// Where a search looks: what the asker may see, and which facet values were chosen.
struct CXScope {
  /// Before any choice.
  Roaring asked;
  /// By group: the documents that have one of the values chosen.
  std::map<std::string, Roaring> choices;
  Roaring allowed;
  /// All others.
  Roaring left;

  /// What every choice leaves of a set, but for the choice of one group.
  Roaring chosen(Roaring set, const std::string &spared) const;
};

/// How many documents were found, and how many of them have which facet value.
struct CXFound {
  uint32_t total = 0;
  std::vector<std::pair<std::string, uint32_t>> met;
};
