extension Sequence<UInt8> {
  /// Bytes in hexadecimal, two digits each, in lower case.
  package var hex: String {
    reduce(into: "") { text, byte in
      let digits = String(byte, radix: 16)
      text += digits.count == 1 ? "0" + digits : digits
    }
  }
}
