import CZip
package import Foundation

/// A zip file in memory, as libzip writes it.
package struct Archive: ~Copyable {
  private let zip: OpaquePointer
  /// What libzip writes to; kept until it is read.
  private let target: OpaquePointer
  private let time: (time: UInt16, date: UInt16)

  /// - Parameter made: The time of every part.
  package init(made: Date) throws(Spreadsheet.Failure) {
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let target = zip_source_buffer_create(nil, 0, 0, &error) else { throw Self.failure(&error) }
    guard let zip = zip_open_from_source(target, ZIP_TRUNCATE, &error) else {
      zip_source_free(target)
      throw Self.failure(&error)
    }
    zip_source_keep(target)
    self.zip = zip
    self.target = target
    time = Self.time(made)
  }

  /// Adds a part after those that are there.
  package mutating func add(
    _ name: String,
    _ bytes: [UInt8],
    isPacked: Bool = true
  ) throws(Spreadsheet.Failure) {
    // libzip reads a part when it closes: it gets bytes of its own, and frees them.
    let copy = UnsafeMutableRawBufferPointer(start: malloc(max(1, bytes.count)), count: bytes.count)
    guard let start = copy.baseAddress else { throw refusal() }
    copy.copyBytes(from: bytes)
    guard let source = zip_source_buffer(zip, start, UInt64(bytes.count), 1) else {
      free(start)
      throw refusal()
    }
    let index = zip_file_add(zip, name, source, UInt32(ZIP_FL_ENC_UTF_8))
    guard index >= 0 else {
      zip_source_free(source)
      throw refusal()
    }
    let method = isPacked ? ZIP_CM_DEFLATE : ZIP_CM_STORE
    guard zip_set_file_compression(zip, UInt64(index), method, 0) == 0,
      zip_file_set_dostime(zip, UInt64(index), time.time, time.date, 0) == 0
    else { throw refusal() }
  }

  /// Writes the file, and gives it.
  package consuming func close() throws(Spreadsheet.Failure) -> Data {
    guard zip_close(zip) == 0 else {
      let refusal = refusal()
      _ = consume self
      throw refusal
    }
    let target = target
    discard self
    defer { zip_source_free(target) }
    var about = zip_stat_t()
    guard zip_source_stat(target, &about) == 0, zip_source_open(target) == 0 else {
      throw .archive("what was written cannot be read")
    }
    defer { zip_source_close(target) }
    var data = Data(count: Int(about.size))
    let read = data.withUnsafeMutableBytes { bytes in
      bytes.baseAddress.map { zip_source_read(target, $0, UInt64(bytes.count)) } ?? 0
    }
    guard read == Int64(about.size) else { throw .archive("what was written cannot be read whole") }
    return data
  }

  deinit {
    zip_discard(zip)
    zip_source_free(target)
  }

  private func refusal() -> Spreadsheet.Failure { Self.failure(zip_get_error(zip)) }

  private static func failure(_ error: UnsafeMutablePointer<zip_error_t>) -> Spreadsheet.Failure {
    .archive(String(cString: zip_error_strerror(error)))
  }

  /// As MS-DOS counts it, from 1980 in steps of two seconds.
  private static func time(_ moment: Date) -> (UInt16, UInt16) {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: moment)
    func part(_ value: Int?, _ least: Int) -> Int { max(least, value ?? least) }
    let year = min(127, part(parts.year, 1980) - 1980)
    return (
      UInt16(part(parts.hour, 0) << 11 | part(parts.minute, 0) << 5 | part(parts.second, 0) / 2),
      UInt16(year << 9 | part(parts.month, 1) << 5 | part(parts.day, 1))
    )
  }
}
