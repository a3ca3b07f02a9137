#pragma once

#include "CXapian.h"

#include <cstdio>
#include <cstring>
#include <exception>
#include <string>
#include <xapian.h>

inline std::string text(CXText text) { return std::string(text.bytes, text.length); }

inline char *copied(const std::string &text) {
  char *copy = static_cast<char *>(std::malloc(text.size() + 1));
  if (copy != nullptr) std::memcpy(copy, text.c_str(), text.size() + 1);
  return copy;
}

inline void fail(CXError *error, CXOutcome outcome, const std::string &message) {
  error->outcome = outcome;
  std::snprintf(error->message, sizeof error->message, "%s", message.c_str());
}

/// Runs what may throw; answers `otherwise` after it did.
template <typename Result, typename Work>
Result guarded(CXError *error, Result otherwise, Work work) {
  try {
    error->outcome = CXDone;
    return work();
  } catch (const Xapian::QueryParserError &thrown) {
    fail(error, CXNotAQuery, thrown.get_msg());
  } catch (const Xapian::DatabaseModifiedError &thrown) {
    fail(error, CXOutdated, thrown.get_msg());
  } catch (const Xapian::Error &thrown) {
    fail(error, CXDamaged, thrown.get_description());
  } catch (const std::exception &thrown) {
    fail(error, CXDamaged, thrown.what());
  }
  return otherwise;
}
