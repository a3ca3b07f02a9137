#include "Sets.hpp"

#include "Errors.hpp"
#include "Parts.hpp"

static const Xapian::valueno facetSlot = 0;

namespace {

/// Gathers ascending numbers, which a set takes faster together than alone.
class Gathering {
 public:
  void add(uint32_t document) {
    waiting.push_back(document);
    if (waiting.size() == 4096) flush();
  }

  Roaring result() {
    flush();
    return std::move(set);
  }

 private:
  Roaring set;
  std::vector<uint32_t> waiting;

  void flush() {
    set.addMany(waiting.size(), waiting.data());
    waiting.clear();
  }
};

class Watching : public Xapian::MatchSpy {
 public:
  Gathering found;
  void operator()(const Xapian::Document &document, double) override { found.add(document.get_docid()); }
};

/// What no set operation stands for: phrases, nearness, patterns.
Roaring matched(const Xapian::Database &database, const Xapian::Query &query) {
  Watching watching;
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.add_matchspy(&watching);
  enquire.get_mset(0, 1, database.get_doccount());
  return watching.found.result();
}

std::vector<std::string> parse(const std::string &value) {
  std::vector<std::string> found;
  size_t begin = 0;
  for (size_t end; (end = value.find('\0', begin)) != std::string::npos; begin = end + 1) {
    found.push_back(value.substr(begin, end - begin));
  }
  return found;
}

std::string group(const std::string &name) { return name.substr(0, name.find(':') + 1); }

}  // namespace

Set CXSets::having(const Xapian::Database &database, const std::string &term) {
  {
    std::lock_guard<std::mutex> lock(mutex);
    auto known = terms.find(term);
    if (known != terms.end()) return known->second;
  }
  Gathering gathering;
  for (auto place = database.postlist_begin(term); place != database.postlist_end(term); ++place) {
    gathering.add(*place);
  }
  auto set = std::make_shared<Roaring>(gathering.result());
  std::lock_guard<std::mutex> lock(mutex);
  keep(term, set);
  return set;
}

void CXSets::keep(const std::string &term, const Set &set) {
  size_t size = set->getSizeInBytes();
  if (bytes + size > mostBytes) {
    terms.clear();
    bytes = 0;
  }
  if (terms.emplace(term, set).second) bytes += size;
}

void CXSets::inherit(CXSets &old, const Xapian::Database &database, const Roaring &touched) {
  std::lock_guard<std::mutex> lock(old.mutex);
  if (old.terms.empty()) return;
  std::map<std::string, Roaring> now;
  now[""] = touched;
  for (Xapian::docid document : touched) {
    for (auto term = database.termlist_begin(document); term != database.termlist_end(document); ++term) {
      if (old.terms.count(*term)) now[*term].add(document);
    }
  }
  for (const auto &[term, set] : old.terms) {
    auto has = now.find(term);
    if (has == now.end() && !set->intersect(touched)) {
      keep(term, set);
    } else {
      const Roaring rest = *set - touched;
      keep(term, std::make_shared<Roaring>(has == now.end() ? rest : rest | has->second));
    }
  }
}

Roaring CXSets::matching(const Xapian::Database &database, const Xapian::Query &query) {
  auto combined = [&](auto combine) {
    Roaring set = matching(database, query.get_subquery(0));
    for (size_t place = 1; place < query.get_num_subqueries(); place++) {
      combine(set, matching(database, query.get_subquery(place)));
    }
    return set;
  };
  if (query.empty()) return Roaring();
  switch (query.get_type()) {
    case Xapian::Query::LEAF_TERM: return *having(database, *query.get_terms_begin());
    case Xapian::Query::LEAF_MATCH_ALL: return *having(database, std::string());
    case Xapian::Query::OP_SCALE_WEIGHT: return matching(database, query.get_subquery(0));
    case Xapian::Query::OP_AND_MAYBE: return matching(database, query.get_subquery(0));
    case Xapian::Query::OP_AND:
    case Xapian::Query::OP_FILTER: return combined([](Roaring &set, const Roaring &other) { set &= other; });
    case Xapian::Query::OP_AND_NOT: return combined([](Roaring &set, const Roaring &other) { set -= other; });
    case Xapian::Query::OP_OR:
    case Xapian::Query::OP_SYNONYM: return combined([](Roaring &set, const Roaring &other) { set |= other; });
    default: return matched(database, query);
  }
}

Roaring CXScope::chosen(Roaring set, const std::string &spared) const {
  for (const auto &[group, choice] : choices) {
    if (group != spared) set &= choice;
  }
  return set;
}

CXSets *cx_sets_load(CXReader *reader, CXError *error) {
  return guarded<CXSets *>(error, nullptr, [&] {
    std::map<std::string, Gathering> gatherings;
    const Xapian::Database &database = reader->database;
    for (auto value = database.valuestream_begin(facetSlot); value != database.valuestream_end(facetSlot); ++value) {
      for (const std::string &name : parse(*value)) gatherings[name].add(value.get_docid());
    }
    auto sets = std::make_unique<CXSets>();
    for (auto &[name, gathering] : gatherings) {
      sets->values[name] = std::make_shared<Roaring>(gathering.result());
    }
    return sets.release();
  });
}

CXSets *cx_sets_changed(CXSets *sets, CXReader *reader, const CXText *keys, size_t count, CXError *error) {
  return guarded<CXSets *>(error, nullptr, [&] {
    const Xapian::Database &database = reader->database;
    std::map<std::string, std::pair<Roaring, Roaring>> changes;  // What is added to a value's set, and what first taken out.
    Roaring touched;
    bool isGone = false;
    for (size_t place = 0; place < count; place++) {
      const std::string key = text(keys[place]);
      isGone = isGone || database.get_termfreq(key) == 0;
      for (auto found = database.postlist_begin(key); found != database.postlist_end(key); ++found) {
        touched.add(*found);
        for (const std::string &name : parse(database.get_document(*found).get_value(facetSlot))) {
          changes[name].first.add(*found);
        }
      }
    }
    for (const auto &[name, set] : sets->values) {
      if (set->intersect(touched)) changes[name].second = touched;
    }
    auto fresh = std::make_unique<CXSets>();
    fresh->values = sets->values;
    // Which number a document had that is gone nobody says: then words are looked up anew.
    if (!isGone) fresh->inherit(*sets, database, touched);
    for (auto &[name, change] : changes) {
      Set &set = fresh->values[name];
      set = std::make_shared<Roaring>(((set ? *set : Roaring()) - change.second) | change.first);
    }
    return fresh.release();
  });
}

void cx_sets_free(CXSets *sets) { delete sets; }

CXScope *cx_scope(
    CXReader *reader, CXQuery *query, CXSets *sets, const CXText *chosen, size_t count, CXError *error) {
  return guarded<CXScope *>(error, nullptr, [&] {
    auto scope = std::make_unique<CXScope>();
    scope->asked = sets->matching(reader->database, query->query);
    for (size_t place = 0; place < count; place++) {
      const std::string name = text(chosen[place]);
      auto value = sets->values.find(name);
      Roaring &choice = scope->choices[group(name)];
      if (value != sets->values.end()) choice |= *value->second;
    }
    scope->allowed = scope->chosen(scope->asked, "");
    scope->left = sets->matching(reader->database, Xapian::Query(std::string())) - scope->allowed;
    return scope.release();
  });
}

void cx_scope_free(CXScope *scope) { delete scope; }

bool cx_scope_meets(CXReader *reader, CXQuery *words, CXScope *scope, CXSets *sets, CXError *error) {
  return guarded<bool>(
      error, false, [&] { return sets->matching(reader->database, words->query).intersect(scope->asked); });
}

CXFound *cx_find(CXReader *reader, CXQuery *words, CXScope *scope, CXSets *sets, CXError *error) {
  return guarded<CXFound *>(error, nullptr, [&] {
    auto found = std::make_unique<CXFound>();
    const Roaring within = sets->matching(reader->database, words->query) & scope->asked;
    const Roaring chosen = scope->chosen(within, "");
    found->total = chosen.cardinality();
    std::map<std::string, Roaring> others;
    for (const auto &[group, choice] : scope->choices) others[group] = scope->chosen(within, group);
    for (const auto &[name, set] : sets->values) {
      auto other = others.empty() ? others.end() : others.find(group(name));
      uint32_t number = set->and_cardinality(other == others.end() ? chosen : other->second);
      if (number > 0) found->met.emplace_back(name, number);
    }
    return found.release();
  });
}

void cx_found_free(CXFound *found) { delete found; }

uint32_t cx_found_total(CXFound *found) { return found->total; }

size_t cx_found_values(CXFound *found) { return found->met.size(); }

CXText cx_found_name(CXFound *found, size_t place) {
  const std::string &name = found->met[place].first;
  return CXText{name.data(), name.size()};
}

uint32_t cx_found_number(CXFound *found, size_t place) { return found->met[place].second; }
