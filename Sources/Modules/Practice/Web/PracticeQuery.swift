import Domain
import Hummingbird
import Kernel
import Platform
import Views

/// What the list is asked for, as it stands in the address.
struct PracticeQuery {
  var filter: PracticeList.Filter

  /// Values that no list knows are kept out, so that an old link still answers.
  init(_ query: Parameters, on day: PartialDate) {
    func code(_ name: String, _ list: CodeList) -> String? {
      query[Substring(name)].map(String.init).flatMap { list[$0]?.code }
    }
    func text(_ name: String) -> String? {
      query[Substring(name)].map { String($0.prefix(200)) }.flatMap { $0.isEmpty ? nil : $0 }
    }
    filter = PracticeList.Filter(
      words: text("words"),
      strand: code("strand", Practice.strandList),
      setting: code("setting", Practice.settingList),
      objective: code("objective", Practice.objectiveList),
      stage: code("stage", Practice.stageList),
      country: text("country"),
      life: text("life"),
      dueBefore: query["due"] == "yes" ? day : nil
    )
  }

  /// What stands in the address, for the links between pages.
  var pairs: [(name: String, value: String)] {
    let all =
      [("words", filter.words), ("life", filter.life), ("due", filter.dueBefore == nil ? nil : "yes")]
      + Self.filters.map { ($0.name, chosen($0.name)) }
    return all.compactMap { name, value in value.map { (name, $0) } }
  }

  /// The filters of the list, each with its code list.
  static let filters: [(name: String, label: String, list: CodeList?)] = [
    ("stage", "Evidence stage", Practice.stageList),
    ("strand", "Strand", Practice.strandList),
    ("setting", "Setting", Practice.settingList),
    ("objective", "Programme objective", Practice.objectiveList),
    ("country", "Country", nil),
  ]

  func chosen(_ name: String) -> String? {
    switch name {
    case "stage": filter.stage
    case "strand": filter.strand
    case "setting": filter.setting
    case "objective": filter.objective
    case "country": filter.country
    default: nil
    }
  }

  var isFiltered: Bool {
    filter.words != nil || filter.dueBefore != nil || Self.filters.contains { chosen($0.name) != nil }
  }
}
