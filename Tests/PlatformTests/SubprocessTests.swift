import Dispatch
import Foundation
import Glibc
import Synchronization
import Testing

@testable import Platform

/// Real programs, run within bounds, one after the other: each test looks at what it left behind.
@Suite(.serialized) struct SubprocessTests {
  /// A file to be followed for ever, whose name tells our processes from everybody else's.
  private let followed: URL
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    followed = scratch.folder.appending(path: "followed")
    try Data().write(to: followed)
  }

  private func run(
    _ name: String,
    _ arguments: [String],
    input: URL? = nil,
    _ change: (inout Subprocess.Limits) -> Void = { _ in }
  ) async throws -> Subprocess.Outcome {
    var limits = Subprocess.Limits()
    change(&limits)
    let program = try #require(Subprocess.find(name))
    return try await Subprocess(program, arguments, input: input, limits: limits).run(by: Workers())
  }

  private func shell(
    _ script: String,
    _ change: (inout Subprocess.Limits) -> Void = { _ in }
  ) async throws -> Subprocess.Outcome {
    try await run("sh", ["-c", script], change)
  }

  /// The processes that follow our file.
  private func followers() throws -> [pid_t] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { pid_t($0) }.filter { process in
      let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
      let words = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
      return words.first?.hasSuffix("tail") == true && words.last == followed.path
    }
  }

  /// Whether all that follow our file end soon: who was killed is there for another moment.
  private func allAreGone() async throws -> Bool {
    let deadline = ContinuousClock.now + .seconds(10)
    while try !followers().isEmpty, ContinuousClock.now < deadline { await Task.yield() }
    return try followers().isEmpty
  }

  /// Our own children that ended and were not reaped.
  private func zombies() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { pid_t($0) != nil }.compactMap {
      let text = FileManager.default.contents(atPath: "/proc/\($0)/stat") ?? Data()
      let words =
        String(decoding: text, as: UTF8.self).split(separator: ")").last?.split(separator: " ") ?? []
      return words.count > 1 && words[0] == "Z" && pid_t(words[1]) == getpid()
        ? String(decoding: text, as: UTF8.self) : nil
    }
  }

  @Test func `it sees no more than three names of an environment, and works in a folder of its own`()
    async throws
  {
    let outcome = try await shell("pwd; env; ls -A; ulimit -c")
    let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").map(String.init)
    let folder = try #require(lines.first)
    // A shell adds PWD and more by itself.
    let names = lines.dropFirst().compactMap { $0.split(separator: "=").first.map(String.init) }
    #expect(Set(names).subtracting(["PWD", "OLDPWD", "SHLVL", "_", "0"]) == ["PATH", "LANG", "HOME"])
    #expect(lines.contains("HOME=\(folder)") && lines.last == "0")
    #expect(!FileManager.default.fileExists(atPath: folder))
    #expect(outcome.end == .exited(0) && outcome.complaint.isEmpty)
  }

  @Test func `it holds none of our files`() async throws {
    let ours = open(followed.path, O_RDONLY)
    defer { close(ours) }
    let outcome = try await run("ls", ["-l", "/proc/self/fd"])
    let said = String(decoding: outcome.output, as: UTF8.self)
    #expect(said.contains("/dev/null") && !said.contains(followed.lastPathComponent))
    #expect(said.split(separator: "\n").count == 5)
  }

  @Test func `it reads the file that it is given, or nothing`() async throws {
    try Data("Read me".utf8).write(to: followed)
    #expect(try await run("cat", [], input: followed).output == Data("Read me".utf8))
    let nothing = try await run("cat", [])
    #expect(nothing.end == .exited(0) && nothing.output.isEmpty)
    let nowhere = Subprocess(URL(filePath: "/bin/cat"), [], input: URL(filePath: "/nowhere"))
    await #expect(throws: (any Error).self) { try await nowhere.run(by: Workers()) }
  }

  @Test func `how it ended and what it complained of is told`() async throws {
    let outcome = try await shell("echo said; echo wrong >&2; exit 7")
    #expect(outcome == .init(end: .exited(7), output: Data("said\n".utf8), complaint: "wrong\n"))
    #expect(try await shell("kill -SEGV $$").end == .killed(signal: SIGSEGV))
    let none = Subprocess(URL(filePath: "/nowhere/at-all"), [])
    #expect(try await none.run(by: Workers()).end == .exited(127))
  }

  @Test(arguments: [
    "tail -f FILE", "tail -f FILE & tail -f FILE", "trap '' TERM INT HUP; tail -f FILE; tail -f FILE",
  ])
  func `what never ends is killed when its time is over, with its children`(_ script: String) async throws {
    let filled = script.replacingOccurrences(of: "FILE", with: followed.path)
    let outcome = try await shell(filled) { $0.time = .milliseconds(300) }
    #expect(outcome.end == .outOfTime)
    #expect(try await allAreGone() && zombies().isEmpty)
  }

  @Test func `what says too much is cut off there`() async throws {
    let outcome = try await run("yes", []) { $0.output = 100_001 }
    #expect(
      outcome.end == .cutOff
        && outcome.output == Data(String(repeating: "y\n", count: 50_001).utf8.dropLast())
    )
    let exact = try await shell("printf 12345") { $0.output = 5 }
    #expect(exact.end == .exited(0) && exact.output == Data("12345".utf8))
  }

  @Test func `what complains without end is read, and no more kept than its last words`() async throws {
    let outcome = try await shell("yes >&2") { $0.time = .milliseconds(300) }
    #expect(outcome.end == .outOfTime && outcome.complaint.utf8.count == 16_384)
  }

  @Test func `children that outlive it are killed, and hold nothing up`() async throws {
    let outcome = try await shell("tail -f \(followed.path) & echo done")
    #expect(outcome.end == .exited(0) && outcome.output == Data("done\n".utf8))
    #expect(try await allAreGone() && zombies().isEmpty)
  }

  @Test func `a descendant that escapes holds nothing up`() async throws {
    let start = ContinuousClock.now
    let outcome = try await shell(
      "setsid -f sh -c 'echo up >up; exec tail -f \(followed.path)'; while ! [ -s up ]; do :; done; echo done"
    )
    #expect(outcome.end == .exited(0) && outcome.output == Data("done\n".utf8))
    #expect(ContinuousClock.now - start < .seconds(10))
    // Most end by themselves when nobody reads what they write.
    for escaped in try followers() { kill(escaped, SIGKILL) }
  }

  @Test func `processor time, memory and files are bounded`() async throws {
    let busy = try await shell("while :; do :; done") { $0.processorSeconds = 1 }
    #expect([.killed(signal: SIGXCPU), .killed(signal: SIGKILL)].contains(busy.end))
    let hungry = try await run("dd", ["if=/dev/zero", "of=/dev/null", "bs=1G", "count=1"])
    #expect(hungry.end == .exited(1) && hungry.complaint.contains("memory exhausted"))
    let writing = try await run("dd", ["if=/dev/zero", "of=large", "bs=2M", "count=1"])
    #expect(writing.end == .killed(signal: SIGXFSZ))
  }

  @Test func `whoever stops waiting ends it`() async throws {
    let task = Task { try await run("tail", ["-f", followed.path]) }
    while try followers().isEmpty { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try await allAreGone() && zombies().isEmpty)
    let late = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await run("tail", ["-f", followed.path])
    }
    late.cancel()
    await #expect(throws: CancellationError.self) { try await late.value }
  }

  @Test func `programs that run and wait take no thread that others need`() async throws {
    let workers = Workers()
    let program = try #require(Subprocess.find("tail"))
    let tasks = (0..<50).map { _ in
      Task { try await Subprocess(program, ["-f", followed.path]).run(by: workers) }
    }
    while try followers().count < 2 { await Task.yield() }
    for _ in 0..<100 { await Task.detached {}.value }
    // Two still run: nothing here waited for their time to be over, and no third was let in.
    #expect(try followers().count == 2)
    for task in tasks { task.cancel() }
    for task in tasks { await #expect(throws: CancellationError.self) { try await task.value } }
    #expect(try await allAreGone() && zombies().isEmpty)
  }
}

/// Whose turn it is.
struct WorkersTests {
  /// How many pieces of each asker's run, and ran at most, at once.
  private final class Tally: Sendable {
    private let state = Mutex<(running: [String: Int], most: [String: Int])>(([:], [:]))
    let gate = DispatchSemaphore(value: 0)

    var running: [String: Int] { state.withLock { $0.running } }
    var most: [String: Int] { state.withLock { $0.most } }

    func begin(_ asker: String) {
      state.withLock { state in
        let count = (state.running[asker] ?? 0) + 1
        state.running[asker] = count
        state.most[asker] = max(state.most[asker] ?? 0, count)
      }
    }

    func end(_ asker: String) { state.withLock { $0.running[asker, default: 0] -= 1 } }
  }

  @Test func `of one asker one piece runs at a time, and another's is not held up by it`() async throws {
    let workers = Workers()
    let tally = Tally()
    let slow = (0..<5).map { _ in
      Task {
        try await workers.run(for: "Dora") { _ in
          tally.begin("Dora")
          tally.gate.wait()
          tally.end("Dora")
        }
      }
    }
    while tally.running["Dora"] != 1 { await Task.yield() }
    for _ in 0..<5 {
      try await workers.run(for: "Ron") { _ in
        tally.begin("Ron")
        tally.end("Ron")
      }
    }
    for _ in slow { tally.gate.signal() }
    for task in slow { try await task.value }
    #expect(tally.most == ["Dora": 1, "Ron": 1])
  }

  @Test func `a piece that throws makes room for the next`() async throws {
    let workers = Workers(atOnce: 1)
    for _ in 0..<3 {
      await #expect(throws: CancellationError.self) {
        try await workers.run(for: "Dora") { _ in throw CancellationError() }
      }
    }
    #expect(try await workers.run(for: "Dora") { _ in 7 } == 7)
  }
}
