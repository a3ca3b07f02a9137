package import Foundation
import Kernel
import Mustache

/// The templates, read once at the start.
package struct TemplateLibrary: Sendable {
  private let library: MustacheLibrary
  package let names: Set<String>

  /// Reads the templates that the program carries.
  package init() async throws {
    guard let folder = Bundle.module.url(forResource: "Templates", withExtension: nil) else {
      throw Fault(.template, "the program was moved away from its templates")
    }
    try await self.init(folder)
  }

  package init(_ folder: URL) async throws {
    do {
      library = try await MustacheLibrary(directory: folder.path)
    } catch let error as MustacheLibrary.ParserError {
      throw Fault(.template, "\(error.filename): \(error.error)")
    }
    let paths = FileManager.default.subpaths(atPath: folder.path) ?? []
    names = Set(paths.filter { $0.hasSuffix(".mustache") }.map { String($0.dropLast(9)) })
  }

  package func render(_ name: String, _ model: Model) throws -> String {
    guard let text = library.render(model, withTemplate: name) else {
      throw Fault(.template, "there is no template \(name)")
    }
    return text
  }
}
