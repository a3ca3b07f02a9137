import CSpawn
import Foundation
import Glibc
import Kernel

extension Subprocess {
  /// Runs it to its end on this thread, which waits no longer than the bounds allow, and reaps it.
  ///
  /// - Throws: `CancellationError` where the sign was raised; `Fault(.storage)` where it cannot be started.
  func run(until sign: StopSign) throws -> Outcome {
    var output = Data()
    let (end, complaint) = try run(until: sign) { output.append(contentsOf: $0) }
    return Outcome(end: end, output: output, complaint: complaint)
  }

  /// Runs it as above, and hands on what it says piece by piece: it may be more than memory holds.
  package func run(
    until sign: StopSign,
    _ each: @escaping (ArraySlice<UInt8>) -> Void
  ) throws -> (end: End, complaint: String) {
    guard !sign.isUp else { throw CancellationError() }
    let scratch = try Scratch()
    return try withExtendedLifetime(scratch) { try run(in: scratch.folder, until: sign, each) }
  }

  private func run(
    in folder: URL,
    until sign: StopSign,
    _ each: @escaping (ArraySlice<UInt8>) -> Void
  ) throws -> (end: End, complaint: String) {
    var files = OpenFiles()
    defer { files.shutAll() }
    let output = try files.pipe()
    let complaint = try files.pipe()
    let process = try spawn(in: folder, output.write, complaint.write)
    files.shut(output.write)
    files.shut(complaint.write)
    sign.guardGroup(process)
    let watch = files.keep(open_process(process))
    var listening = Listening(output.read, complaint.read, watch, limits, each)
    let early = watch < 0 ? .outOfTime : listening.run(sign)
    sign.endGroup()
    let end = Self.reap(process)
    guard !sign.isUp else { throw CancellationError() }
    guard watch >= 0 else { throw Fault(.storage, "a program that runs cannot be watched") }
    return (early ?? end, String(decoding: listening.complaint, as: UTF8.self))
  }

  /// Waits for a process that has ended or was killed: it is no zombie afterwards.
  private static func reap(_ process: pid_t) -> End {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal: signal)
  }

  private func spawn(in folder: URL, _ output: Int32, _ complaint: Int32) throws -> pid_t {
    guard let limiter = Self.find("prlimit") else { throw Fault(.storage, "prlimit is not installed") }
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, 0, input?.path ?? "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, complaint, 2)
    posix_spawn_file_actions_addclosefrom_np(&actions, 3)
    posix_spawn_file_actions_addchdir_np(&actions, folder.path)
    // A server ignores some signals, and what is ignored would be inherited.
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    let flags = Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF) | spawn_in_own_session
    posix_spawnattr_setflags(&attributes, flags)
    let path = Self.folders.map(\.path).joined(separator: ":")
    var process: pid_t = 0
    let failure = withCStrings(command) { arguments in
      withCStrings(["PATH=\(path)", "LANG=C.UTF-8", "HOME=\(folder.path)"]) { environment in
        posix_spawn(&process, limiter.path, &actions, &attributes, arguments, environment)
      }
    }
    guard failure == 0 else {
      throw Fault(.storage, "a program cannot be started: \(String(cString: strerror(failure)))")
    }
    return process
  }

  private func withCStrings<T>(
    _ texts: [String],
    _ body: ([UnsafeMutablePointer<CChar>?]) -> T
  ) -> T {
    let copies = texts.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }
}

/// Takes in what a program says until it has ended or said too much, or its time is over.
private struct Listening {
  private(set) var complaint = Data()
  private let limits: Subprocess.Limits
  private let each: (ArraySlice<UInt8>) -> Void
  /// Bytes of output that may still come.
  private var room: Int
  /// Its output, its complaints, and its end; -1 where nothing more will come.
  private var sources: [pollfd]
  private var buffer = [UInt8](repeating: 0, count: 65_536)

  init(
    _ output: Int32,
    _ complaint: Int32,
    _ end: Int32,
    _ limits: Subprocess.Limits,
    _ each: @escaping (ArraySlice<UInt8>) -> Void
  ) {
    self.limits = limits
    self.each = each
    room = limits.output
    sources = [output, complaint, end].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
  }

  /// Nil where it came to its end by itself, or by the sign.
  mutating func run(_ sign: StopSign) -> Subprocess.End? {
    let clock = ContinuousClock()
    let start = clock.now
    var deadline = start + limits.time
    while sources.contains(where: { $0.fd >= 0 }) {
      let left = max(0, Int32(clamping: Int64((deadline - clock.now) / .milliseconds(1)) + 1))
      let ready = poll(&sources, nfds_t(sources.count), left)
      // Ended already: then somebody who escaped holds its streams open, and is not waited for.
      if ready == 0 || clock.now >= deadline { return sources[2].fd < 0 ? nil : .outOfTime }
      if ready < 0 { continue }
      let said = next(0)
      each(said.prefix(room))
      if said.count > room { return .cutOff }
      room -= said.count
      let complained = next(1)
      complaint = (complaint + complained).suffix(16_384)
      if sources[2].fd >= 0, sources[2].revents != 0 {
        sources[2].fd = -1
        // Its children have nobody to answer to any more. What is in the pipes is still read.
        sign.endGroup()
        deadline = min(deadline, clock.now + .seconds(1))
      }
    }
    return nil
  }

  private mutating func next(_ source: Int) -> ArraySlice<UInt8> {
    guard sources[source].fd >= 0, sources[source].revents != 0 else { return [] }
    let count = read(sources[source].fd, &buffer, buffer.count)
    if count == 0 || (count < 0 && errno != EINTR) { sources[source].fd = -1 }
    return buffer[..<max(0, count)]
  }
}

/// Descriptors, each closed once.
private struct OpenFiles {
  private var open: Set<Int32> = []

  /// Neither end is inherited by programs that others start meanwhile.
  mutating func pipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC) == 0 else {
      throw Fault(.storage, "a program cannot be started: \(String(cString: strerror(errno)))")
    }
    return (keep(ends[0]), keep(ends[1]))
  }

  mutating func keep(_ number: Int32) -> Int32 {
    if number >= 0 { open.insert(number) }
    return number
  }

  mutating func shut(_ number: Int32) {
    if open.remove(number) != nil { close(number) }
  }

  mutating func shutAll() {
    for number in open { close(number) }
    open = []
  }
}
