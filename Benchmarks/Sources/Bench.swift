import Foundation

/// Measures the journal beside bare SQLite, and prints what it found as Markdown.
///
/// Every measurement runs in a process of its own, so that its peak memory is its own.
@main
struct Bench {
  static func main() async throws {
    let arguments = CommandLine.arguments
    if arguments.count == 4, arguments[1] == "measure", let measure = Measure(rawValue: arguments[2]) {
      let found = try await measure.run(in: URL(fileURLWithPath: arguments[3]))
      print(String(decoding: try JSONEncoder().encode(found), as: UTF8.self))
      return
    }
    if arguments.count == 5, arguments[1] == "search" {
      let files = arguments.dropFirst(2).map { URL(fileURLWithPath: $0) }
      let found = try await SearchBench(files[2]).run(files[0], files[1])
      print(String(decoding: try JSONEncoder().encode(found), as: UTF8.self))
      return
    }
    let part = arguments.dropFirst().first
    let folder = URL(fileURLWithPath: part.map { ".build/bench-\($0)" } ?? ".build/bench")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    switch part {
    case "access": print(try await AccessLines(folder).markdown())
    case "erasing": print(try await ErasurePlans(folder).markdown())
    default: print(try Report(folder).markdown())
    }
  }
}

/// What one measurement found.
struct Finding: Codable {
  /// Entries a second.
  var rate: Double
  /// The most memory the process ever held, in megabytes.
  var megabytes: Double

  static func of(_ count: Int, in seconds: Double) throws -> Finding {
    Finding(rate: Double(count) / seconds, megabytes: try peakMegabytes())
  }

  private static func peakMegabytes() throws -> Double {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    let kilobytes = line.split(separator: " ").compactMap { Double($0) }.first ?? 0
    return kilobytes / 1024
  }
}
