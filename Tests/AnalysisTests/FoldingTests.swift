import Testing

@testable import Analysis

/// Text is brought down to what two clerks would both have typed.
struct FoldingTests {
  private func folded(_ text: String) -> [String] { Folding.words(text).map(\.text) }

  @Test(
    arguments: [
      ("José", ["jose"]), ("Łukasz", ["lukasz"]), ("MÜLLER", ["muller"]), ("Straße", ["strasse"]),
      ("Ærø", ["aero"]),
      ("O'Brien", ["obrien"]), ("O’Brien", ["obrien"]), ("Sa‘id", ["said"]),
      ("ʿAbd ar-Raḥmān", ["abd", "ar", "rahman"]),
      ("Anne-Marie", ["anne", "marie"]), ("  ", []), ("", []), ("Nuur\u{200B}", ["nuur"]), ("Ａｎｎａ", ["anna"]),
      ("Юсуф", ["usuf"]), ("Γιώργος", ["giorgos"]), ("12a", ["12a"]),
    ]
  ) func `accents, apostrophes and other scripts are folded`(_ text: String, _ words: [String]) {
    if text == "Юсуф" {
      #expect(["usuf", "yusuf", "jusuf"].contains(folded(text).joined()))
    } else {
      #expect(folded(text) == words)
    }
  }

  @Test(arguments: ["محمد", "রহমান", "Иван", "山田", "한국"]) func `names in other scripts leave letters`(
    _ text: String
  ) {
    #expect(!folded(text).joined().isEmpty)
  }

  @Test(
    arguments: [
      ("Mr John Smith", ["john", "smith"]), ("Md. Karim", ["mohamed", "karim"]), ("Al-Hassan", ["hassan"]),
      ("Abd al-Rahman", ["abdurahman"]), ("Abdulaziz", ["abduaziz"]), ("Abdullahi", ["abdulahi"]),
      ("Cabdiraxmaan", ["abduraxmaan"]), ("Abdi", ["abdi"]), ("Miss", ["miss"]), ("Al", ["al"]),
    ]
  ) func `titles and articles are left out, but never all`(_ text: String, _ words: [String]) throws {
    #expect(try #require(Name(text)).words.map(\.letters.text) == words)
  }

  @Test(
    arguments: [
      ("SW1A 1AA", "sw1a1aa"), ("sw1a1aa", "sw1a1aa"), ("EC1A IBB", "ec1a1bb"), ("M1 OAE", "m10ae"),
      ("2600", "2600"),
      ("", nil),
    ]
  ) func `postcodes have one form`(_ text: String, _ code: String?) {
    #expect(Postcode.tidy(text)?.text == code)
  }

  @Test func `an address is a house, a street and the rest`() {
    let lines = ComparedAddress(PostalAddress(lines: ["Flat 3, 12 High Street", "Ashgrove Road"]))
    #expect(
      lines.house?.text == "12" && lines.street?.text == "flat3highst" && lines.place?.text == "ashgroverd"
    )
    let bare = ComparedAddress(PostalAddress(lines: ["8", "Miami"]))
    #expect(bare.house?.text == "8" && bare.street == nil && bare.place?.text == "miami")
  }
}
