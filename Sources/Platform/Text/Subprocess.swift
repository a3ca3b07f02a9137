package import Foundation
import Glibc

/// A program run with fixed arguments and a bound on everything it can take.
///
/// No shell; an environment of PATH, LANG and HOME; a temporary folder of its own to work in, which is also its
/// home; no descriptor of ours but its three streams; a session of its own, which is killed as a whole.
///
/// It is started by `posix_spawn`, since Foundation's `Process` reaps by itself, after which a process group can no
/// longer be killed safely. The bounds are set by `prlimit` (util-linux, on every Debian), which sets them on itself
/// and becomes the program: `posix_spawn` cannot set them, to set them from outside would come too late, and no code
/// of ours runs between a fork and an exec.
///
/// A descendant that begins a session of its own escapes the killing, and holds nothing up; its processor time stays
/// bounded.
package struct Subprocess: Sendable {
  package struct Limits: Sendable {
    /// From the start to the end; then it is killed, with its children.
    package var time: Duration = .seconds(20)
    package var processorSeconds = 20
    /// Bytes of address space.
    package var memory = 512 << 20
    /// Bytes of standard output that are taken; at more it is killed.
    package var output = 4_000_000
    /// Bytes of the largest file that it may write.
    package var file = 1_000_000

    package init() {}
  }

  package enum End: Equatable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)
    /// Said all that was wanted of it.
    case cutOff
    case outOfTime
  }

  package struct Outcome: Equatable, Sendable {
    package let end: End
    /// What it wrote on standard output, up to the bound.
    package let output: Data
    /// The last of what it wrote on standard error; may hold words of its input, so not for logs.
    package let complaint: String
  }

  /// Where programs are looked for, here and by themselves.
  package static let folders = ["/usr/local/bin", "/usr/bin", "/bin"].map { URL(filePath: $0) }

  package let program: URL
  package let arguments: [String]
  /// Read as standard input; nil closes it.
  package var input: URL?
  package var limits: Limits

  package init(_ program: URL, _ arguments: [String], input: URL? = nil, limits: Limits = .init()) {
    self.program = program
    self.arguments = arguments
    self.input = input
    self.limits = limits
  }

  /// The file of a program; nil where it is not installed.
  package static func find(_ name: String, in folders: [URL] = Subprocess.folders) -> URL? {
    folders.map { $0.appending(path: name) }.first { access($0.path, X_OK) == 0 }
  }

  /// Runs it on a thread of its own, when its turn comes.
  ///
  /// - Throws: `CancellationError` where the task was cancelled: then it was killed or never started.
  ///   `Fault(.storage)` where it cannot be started.
  package func run(by workers: Workers, for asker: String? = nil) async throws -> Outcome {
    try await workers.run(for: asker) { try run(until: $0) }
  }

  /// The command line: the bounds, and what runs within them.
  var command: [String] {
    [
      "prlimit", "--as=\(limits.memory)", "--cpu=\(limits.processorSeconds)", "--fsize=\(limits.file)",
      "--core=0", "--nofile=64", "--", program.path,
    ] + arguments
  }
}
