import CXapian
import Foundation

/// A look at an index as it was at one commit; one thread uses it at a time.
final class IndexReader {
  let pointer: OpaquePointer
  /// Which commit of this process it looks at.
  private(set) var generation: Int

  init(_ folder: URL, generation: Int) throws {
    let opened = try Words.stop.lent { stop in
      try calling { cx_reader_open(folder.path, stop, &$0) }
    }
    guard let opened else { throw SearchFailure.damaged("the index cannot be opened") }
    pointer = opened
    self.generation = generation
  }

  deinit { cx_reader_free(pointer) }

  /// Looks at what was last committed, unless it has looked since that generation began.
  func refresh(to generation: Int) throws {
    guard self.generation < generation else { return }
    try calling { cx_reader_refresh(pointer, &$0) }
    if generation < .max { self.generation = generation }
  }

  func marks() throws -> IndexMarks {
    guard let position = Int64(try mark("position")) else {
      throw SearchFailure.damaged("the index is not finished")
    }
    return IndexMarks(position: position, version: try mark("version"))
  }

  private func mark(_ name: String) throws -> String {
    let value = try name.lent { name in
      try calling { cx_reader_get(pointer, name, &$0) }
    }
    return String(taking: value) ?? ""
  }

  /// The values of a field that there are.
  func values(of field: String) throws -> [String] {
    let found = try Term.prefix(field).lent { prefix in
      try calling { cx_reader_terms(pointer, prefix, &$0) }
    }
    return (String(taking: found) ?? "").split(separator: "\n").map(String.init)
  }

  /// A word put right; nil where nothing like it is known.
  ///
  /// Of a short word, two other letters make another word.
  func spelling(_ word: String) throws -> String? {
    let found = try word.lent { text in
      try calling { cx_reader_spelling(pointer, text, word.count > 5 ? 2 : 1, &$0) }
    }
    return String(taking: found)
  }

  /// What a word has in common with its other forms.
  func stem(_ word: String) throws -> String {
    let found = try word.lent { word in
      try calling { cx_stem(pointer, word, &$0) }
    }
    return String(taking: found) ?? word
  }
}

/// Which documents have which facet value, and which words, as of one commit; threads may share it.
final class DocumentSets: Sendable {
  /// Where the shim keeps them: a number, since a pointer says nothing about sharing.
  private let address: UInt

  private init(_ pointer: OpaquePointer?) throws {
    guard let pointer else { throw SearchFailure.damaged("the facets cannot be read") }
    address = UInt(bitPattern: pointer)
  }

  convenience init(_ reader: IndexReader) throws {
    try self.init(try calling { cx_sets_load(reader.pointer, &$0) })
  }

  /// The same where some documents have changed.
  func changed(_ ids: [String], _ reader: IndexReader) throws -> DocumentSets {
    try DocumentSets(
      CXTexts.lent(ids.map(Term.key)) { keys in
        try calling { cx_sets_changed(pointer, reader.pointer, keys, keys.count, &$0) }
      }
    )
  }

  var pointer: OpaquePointer? { OpaquePointer(bitPattern: address) }

  deinit { cx_sets_free(pointer) }
}
