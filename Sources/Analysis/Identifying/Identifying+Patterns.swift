extension Identifying {
  /// What has the form of something that identifies, whoever it is of.
  static func patterns(in text: ReadText) -> [Finding] {
    dates(in: text) + ages(in: text) + addresses(in: text) + identifiers(in: text) + sex(in: text)
      + faiths(in: text) + posts(in: text)
  }

  private static func identifiers(in text: ReadText) -> [Finding] {
    all(
      [
        (#/[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+/#, "It is an e-mail address."),
        (#/[\w.+\-]+\s+at\s+[\w\-]+\s+dot\s+\w+/#.ignoresCase(), "It is an e-mail address, spelled out."),
        (#/(?:https?:\/\/|www\.)\S+/#.ignoresCase(), "It is an address on the internet."),
        (
          #/\b[\w\-]+\.(?:com|org|net|co\.uk|org\.uk|gov\.uk|uk|info|me|tv)\b(?:\/\S*)?/#.ignoresCase(),
          "It is an address on the internet."
        ),
        (#/@\w{2,}/#, "It is a name on a social network."),
        (#/\b[RCPM]-[0-9A-Z]{5}-[0-9A-Z]{5}\b/#, "It is the reference of a record."),
        (
          #/\b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b/#.ignoresCase(), "It is a National Insurance number."
        ),
        (#/\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b/#, "It is the number plate of a car."),
        (#/\+?\d[\d ()\-]{7,}\d/#, "It is a telephone number, or another number of somebody’s."),
        (#/\b\d{2,}\/\d{3,}(?:\/\d+)?\b/#, "It is the reference of a record."),
        (#/\b[A-Z]{0,3}\d{5,}\b/#, "It is a number of somebody’s, or the reference of a record."),
      ],
      .identifier,
      .mustChange,
      in: text
    )
  }

  private static func addresses(in text: ReadText) -> [Finding] {
    all(
      [
        (#/\b[A-Z]{1,2}\d[\dA-Z]?\s*\d[A-Z]{2}\b/#.ignoresCase(), "It is a postcode."),
        (
          #/\b(?:\d+[A-Za-z]?\s+)?(?:[A-Z][\w'’]+\s+){1,3}(?:Street|Road|Lane|Avenue|Close|Drive|Crescent|Terrace|Estate|Court|Gardens|Square|Way|Walk)\b/#,
          "It is a street."
        ),
        (
          #/\b(?:[A-Z][\w.'’]+\s+){1,4}(?:School|College|Academy|University|Primary|Mosque|Masjid|Church|Temple|Synagogue|Gurdwara|Hospital|Prison|Surgery|Club|Library|Centre)\b/#,
          "It is the name of a school or of another place."
        ),
        (#/\b[A-Z][\w'’]+\s+ward\b/#, "It is a ward."), (#/\bward\s+of\s+[A-Z][\w'’]+/#, "It is a ward."),
      ],
      .place,
      .mustChange,
      in: text
    )
      + all(
        [(#/\b[A-Z]{1,2}\d{1,2}[A-Z]?\b/#, "It may be the first half of a postcode.")],
        .place,
        .mustJustify,
        in: text
      )
  }

  /// Once for a field: “they” says as much.
  private static func sex(in text: ReadText) -> [Finding] {
    let told = matches(
      #/\b(?:he|she|him|his|hers?|himself|herself|boy|girl|woman|son|daughter|brother|sister|schoolboy|schoolgirl)\b/#
        .ignoresCase(),
      in: text
    )
    return told.prefix(1).map { words, start in
      let why = "It says of what sex somebody is: “they” says as much."
      return finding(words, start, .sex, .mustJustify, why, in: text)
    }
  }

  // MARK: Reading

  static func all(
    _ patterns: [(Regex<Substring>, String)],
    _ kind: Finding.Kind,
    _ severity: Finding.Severity,
    in text: ReadText
  ) -> [Finding] {
    patterns.flatMap { pattern, why in
      matches(pattern, in: text).map { finding($0, $1, kind, severity, why, in: text) }
    }
  }

  static func matches<Output>(
    _ pattern: Regex<Output>,
    in text: ReadText,
    where isMeant: (Output) -> Bool = { _ in true }
  ) -> [(words: String, start: Int)] {
    text.text.matches(of: pattern).filter { isMeant($0.output) }.map { match in
      (
        String(text.text[match.range]),
        text.text.distance(from: text.text.startIndex, to: match.range.lowerBound)
      )
    }
  }

  static func finding(
    _ words: String,
    _ start: Int,
    _ kind: Finding.Kind,
    _ severity: Finding.Severity,
    _ why: String,
    in text: ReadText
  ) -> Finding {
    Finding(field: text.field, start: start, words: words, kind: kind, severity: severity, why: why)
  }
}
