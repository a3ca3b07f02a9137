import Testing

@testable import Analysis

/// Spellings of one name are found, and names that only look alike are told apart: cases with their sources.
struct NameCaseTests {
  private static let languages = ["arabic", "bengali", "british", "polish", "somali"]

  @Test(arguments: languages) func `forms of one name are found by name alone, others are not`(
    _ language: String
  )
    throws
  {
    let rows = try Reference.rows("names/\(language).tsv")
    #expect(rows.count { $0[3] == "alike" } >= 15 && rows.count { $0[3] == "apart" } >= 5)
    for row in rows {
      let agreement = try #require(NameAgreement.of(row[1], row[2]))
      let back = try #require(NameAgreement.of(row[2], row[1]))
      #expect(agreement == back, "\(row)")
      #expect((agreement <= .sound) == (row[3] == "alike"), "\(row) \(agreement)")
    }
  }

  @Test(arguments: languages) func `every case has a source`(_ language: String) throws {
    let sources = Set(try Reference.rows("names/sources.tsv").map { $0[0] })
    for row in try Reference.rows("names/\(language).tsv") { #expect(sources.contains(row[4]), "\(row)") }
  }

  @Test(arguments: languages) func `what is alike shares a key, so that it is found at all`(
    _ language: String
  ) throws {
    var shared = 0
    let rows = try Reference.rows("names/\(language).tsv").filter { $0[3] == "alike" }
    for row in rows {
      let keys = [row[1], row[2]].map { name in
        let details = PersonDetails(given: name, family: "Castellane", birth: BirthDate("1990-02-03"))
        return Set(BlockingKeys.keys(of: ComparedPerson(details)).filter { $0.hasPrefix("n:") })
      }
      shared += keys[0].isDisjoint(with: keys[1]) ? 0 : 1
    }
    #expect(shared * 10 >= rows.count * 9, "\(shared) of \(rows.count)")
  }
}
