#ifndef CXAPIAN_H
#define CXAPIAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Xapian through plain C, since its exceptions may not cross into Swift.
//
// Text and terms are UTF-8 with a length, and may hold any byte. What is made here is freed with the function of
// its name. One object is used by one thread at a time; sets may be shared.

/// How a call ended.
typedef enum {
  CXDone = 0,
  /// The index cannot be read or written: missing, torn, or of another format.
  CXDamaged = 1,
  /// The words are no query.
  CXNotAQuery = 2,
  /// Too much was committed since the reader went to what it reads: refresh it and ask again.
  CXOutdated = 3,
} CXOutcome;

typedef struct {
  CXOutcome outcome;
  char message[200];
} CXError;

typedef struct {
  const char *bytes;
  size_t length;
} CXText;

typedef struct CXWriter CXWriter;
typedef struct CXDocument CXDocument;
typedef struct CXReader CXReader;
typedef struct CXQuery CXQuery;
typedef struct CXMatches CXMatches;
typedef struct CXSets CXSets;
typedef struct CXScope CXScope;
typedef struct CXFound CXFound;

// MARK: Writing

/// Opens an index, or makes it where there is none; `isNew` puts an empty one in the place of what is there, and
/// nothing makes it durable before it is closed.
CXWriter *cx_writer_open(const char *path, bool isNew, CXText stopWords, CXError *error);
void cx_writer_free(CXWriter *writer);
void cx_writer_replace(CXWriter *writer, CXText key, CXDocument *document, CXError *error);
void cx_writer_delete(CXWriter *writer, CXText key, CXError *error);
void cx_writer_set(CXWriter *writer, CXText name, CXText value, CXError *error);
void cx_writer_commit(CXWriter *writer, CXError *error);

CXDocument *cx_document_new(CXWriter *writer, bool spells);
void cx_document_free(CXDocument *document);
/// Words to be found, each counting `weight` times; a gap keeps phrases from reaching into the next text.
void cx_document_text(CXDocument *document, CXText text, uint32_t weight, CXError *error);
void cx_document_term(CXDocument *document, CXText term);
void cx_document_value(CXDocument *document, uint32_t slot, CXText value);
void cx_document_data(CXDocument *document, CXText data);

// MARK: Reading

CXReader *cx_reader_open(const char *path, CXText stopWords, CXError *error);
void cx_reader_free(CXReader *reader);
/// Goes to what was last committed.
void cx_reader_refresh(CXReader *reader, CXError *error);
/// To be freed with `free`.
char *cx_reader_get(CXReader *reader, CXText name, CXError *error);
/// The identifiers, separated by line feeds, that terms with a prefix stand for; to be freed with `free`.
char *cx_reader_terms(CXReader *reader, CXText prefix, CXError *error);

// MARK: Queries

/// What people type: phrases, AND, OR, NOT, brackets, + and −; stemmed, stop words left out.
CXQuery *cx_query_parse(CXReader *reader, CXText words, bool anyWord, CXError *error);
/// Words as they are, with no meaning of signs or of AND and OR.
CXQuery *cx_query_plain(CXReader *reader, CXText words, bool anyWord, CXError *error);
/// The likeliest word at most so many letters away, to be freed with `free`; null where there is none.
char *cx_reader_spelling(CXReader *reader, CXText word, uint32_t most, CXError *error);
/// What a word has in common with its other forms, to be freed with `free`.
char *cx_stem(CXReader *reader, CXText word, CXError *error);
CXQuery *cx_query_term(CXText term);
CXQuery *cx_query_everything(void);
CXQuery *cx_query_nothing(void);

typedef enum { CXAll, CXAny, CXWithout } CXOperator;
CXQuery *cx_query_combine(CXOperator op, CXQuery *const *queries, size_t count);
bool cx_query_is_empty(CXQuery *query);
/// What is like a document: any of the words that set it apart from the rest.
CXQuery *cx_query_like(CXReader *reader, CXText key, uint32_t words, CXError *error);
void cx_query_free(CXQuery *query);

// MARK: Facets

/// Which documents have which facet value, of slot 0: texts that end with a zero byte each.
CXSets *cx_sets_load(CXReader *reader, CXError *error);
/// The same where some documents have changed, by their keys.
CXSets *cx_sets_changed(CXSets *sets, CXReader *reader, const CXText *keys, size_t count, CXError *error);
void cx_sets_free(CXSets *sets);

/// Where to look: what a query matches, with the facet values chosen. The values are in groups by what stands before
/// their first colon; a document must have a value of each group that is chosen from.
CXScope *cx_scope(
  CXReader *reader, CXQuery *query, CXSets *sets, const CXText *chosen, size_t count, CXError *error);
void cx_scope_free(CXScope *scope);
/// Whether a query matches anything in a scope, whatever was chosen.
bool cx_scope_meets(CXReader *reader, CXQuery *words, CXScope *scope, CXSets *sets, CXError *error);

/// What matches words in a scope, counted by facet value. The counts of a group leave its own choice aside.
CXFound *cx_find(CXReader *reader, CXQuery *words, CXScope *scope, CXSets *sets, CXError *error);
void cx_found_free(CXFound *found);
uint32_t cx_found_total(CXFound *found);
size_t cx_found_values(CXFound *found);
/// A facet value that was met, and how often.
CXText cx_found_name(CXFound *found, size_t place);
uint32_t cx_found_number(CXFound *found, size_t place);

// MARK: Matches

/// - Parameters:
///   - scope: Null for whatever the query matches.
///   - slot: The value to sort by, or a negative number for the best first.
CXMatches *cx_matches(
  CXReader *reader, CXQuery *query, CXScope *scope, int32_t slot, bool isReversed, uint32_t offset, uint32_t limit,
  CXError *error);
void cx_matches_free(CXMatches *matches);
uint32_t cx_matches_count(CXMatches *matches);
/// What was kept with the document, valid as long as the matches are.
CXText cx_matches_data(CXMatches *matches, uint32_t place, CXError *error);
/// Some words of a text around what matched, escaped as HTML; to be freed with `free`.
char *cx_matches_snippet(
  CXMatches *matches, CXText text, size_t length, const char *before, const char *after, CXError *error);

#ifdef __cplusplus
}
#endif

#endif
