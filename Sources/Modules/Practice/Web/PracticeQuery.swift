import Domain
import Kernel
import Platform
import Search
import Views

/// What the list is asked for, as it stands in the address.
struct PracticeQuery {
  var filter: PracticeList.Filter
  var sort: Sort
  /// What was asked for and is in no list, or in none any more: left out, and said.
  private(set) var unknown: [(name: String, label: String, value: String)] = []
  /// Whether more words were asked for than are looked for.
  private(set) var isCut = false
  static let longestWords = 200

  /// Values that no list knows are left out, so that an old link still answers.
  init(_ asked: FormValues, on day: PartialDate) {
    func text(_ name: String) -> String? {
      let text = String(asked.text(name).prefix(Self.longestWords))
      return text.isEmpty ? nil : text
    }
    filter = PracticeList.Filter()
    filter.words = text("words")
    isCut = asked.text("words").count > Self.longestWords
    filter.life = text("life")
    filter.dueBefore = text("due") == "yes" ? day : nil
    for facet in Self.facets {
      guard let asked = text(facet.name) else { continue }
      if facet.list.map({ $0[asked] == nil }) == true {
        unknown.append((facet.name, facet.label, asked))
      } else {
        filter.facets[facet.name] = asked
      }
    }
    sort = text("sort").flatMap(Sort.init) ?? .best
  }

  /// What stands in the address, for the links between pages.
  var pairs: [(name: String, value: String)] {
    let all =
      [
        ("words", filter.words), ("life", filter.life), ("due", filter.dueBefore == nil ? nil : "yes"),
        ("sort", sort == .best ? nil : sort.rawValue),
      ] + Self.facets.map { ($0.name, filter.facets[$0.name]) }
    return all.compactMap { name, value in value.map { (name, $0) } }
  }

  /// What the list can be narrowed by, each with its code list.
  static let facets: [(name: String, label: String, list: CodeList?)] = [
    ("stage", "Evidence stage", Practice.stageList),
    ("strand", "Strand", Practice.strandList),
    ("setting", "Setting", Practice.settingList),
    ("audience", "Who it is for", Practice.audienceList),
    ("objective", "Programme objective", Practice.objectiveList),
    ("country", "Country", nil),
    ("cost", "Cost", CostBand.list),
    ("costed", "Says what it cost", yesNo),
    ("evaluated", "Was evaluated", yesNo),
  ]

  private static let yesNo = CodeList("yes-no", version: 1, [.init("yes", "Yes"), .init("no", "No")])

  enum Sort: String, CaseIterable {
    case best, newest, title, cheapest

    var label: String {
      switch self {
      case .best: "Best match"
      case .newest: "Last changed"
      case .title: "Title"
      case .cheapest: "Lowest cost"
      }
    }
  }

  /// The facets that are chosen from, with what was chosen as people say it.
  var chosen: [(label: String, words: String, isCoded: Bool)] {
    Self.facets.compactMap { facet in
      filter.facets[facet.name].map { (facet.label, facet.list?.label($0) ?? $0, facet.list != nil) }
    }
  }

  /// The question in a few words.
  var title: String {
    let chosen = chosen.map { $0.isCoded ? "\($0.label.lowercased()): \($0.words)" : $0.words }
    let due = filter.dueBefore == nil ? [] : ["due for review"]
    let parts = [filter.words].compactMap(\.self) + chosen + due + [filter.life].compactMap(\.self)
    return parts.isEmpty ? "all" : parts.joined(separator: ", ")
  }

  /// What a kept search asks, and what of it there is no more.
  func words(in search: SavedSearch) -> String {
    let gone = self.gone.map { "\($0), and is left out." }
    return ([title == search.name ? "" : title] + gone).filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// What was asked for and is in no list any more, in words without their end.
  var gone: [String] { unknown.map { "“\($0.value)” is not a value of “\($0.label)” any more" } }

  /// What stands in the address, with what is in no list too.
  var allPairs: [(name: String, value: String)] { pairs + unknown.map { ($0.name, $0.value) } }

  var isFiltered: Bool {
    filter.words != nil || filter.dueBefore != nil || !filter.facets.isEmpty
  }
}

extension PracticeQuery {
  /// The same question to the search index.
  func asked(_ scope: PracticeList.Scope, offset: Int, limit: Int) -> SearchQuery {
    var query = SearchQuery(scope: scope.condition)
    query.words = filter.words ?? ""
    query.chosen = filter.facets.mapValues { [$0] }
    if let life = filter.life { query.also = query.also && .has("life", life) }
    if let day = filter.dueBefore {
      query.also =
        query.also && .has("life", "published") && .upTo("review_due", day.iso)
        && .not(.has("review_due", day.iso))
    }
    (query.sort, query.isDescending) = order
    query.offset = offset
    query.limit = limit
    return query
  }

  /// Everything, what was changed last first.
  var isWhole: Bool {
    filter.words == nil && filter.life == nil && filter.dueBefore == nil && filter.facets.isEmpty
      && (sort == .best || sort == .newest)
  }

  /// Without words nothing fits better than anything else: what was changed last comes first.
  private var order: (String?, Bool) {
    switch sort {
    case .best: filter.words == nil ? ("changed", true) : (nil, false)
    case .newest: ("changed", true)
    case .title: ("title", false)
    case .cheapest: ("cost", false)
    }
  }
}
