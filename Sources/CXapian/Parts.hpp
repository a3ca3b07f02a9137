#pragma once

#include "CXapian.h"

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

/// English stems, remembered: most words of a text have been met before.
class Stems : public Xapian::StemImplementation {
 public:
  std::string operator()(const std::string &word) override;
  std::string get_description() const override { return "english"; }
  /// A stemmer for one thread.
  static Xapian::Stem make() { return Xapian::Stem(new Stems); }

 private:
  static constexpr size_t mostWords = 50000;
  Xapian::Stem english{"english"};
  std::unordered_map<std::string, std::string> known;
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
      : database(opened), stopper(stopWords), stemmer(Stems::make()) {}
};

struct CXQuery {
  Xapian::Query query;
};

struct CXMatches {
  Xapian::MSet set;
  Xapian::Stem stemmer;
  std::vector<std::string> data;
};
