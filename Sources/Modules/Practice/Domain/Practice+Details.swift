package import Kernel

extension Practice {
  /// What a practice is: everything a reader needs to judge it or to copy it.
  ///
  /// Empty text and nil mean that it is not known; a draft may hold nothing but a title.
  package struct Details: Codable, Equatable, Sendable {
    package var title = ""
    package var problem = ""
    package var aim = ""
    /// Who it is for.
    package var audience = ""
    /// Codes of ``Practice/audienceList``; nil where nobody said, as in records of before there was the list.
    package var audienceGroups: [String]?
    /// Codes of ``Practice/settingList``.
    package var settings: [String] = []
    /// A code of ``Practice/strandList``.
    package var strand = ""
    /// Codes of ``Practice/objectiveList``.
    package var objectives: [String] = []
    package var country = ""
    /// As published; ``areaCode`` is the listed area where it is known.
    package var area = ""
    package var areaCode: String?
    package var leadBody = ""
    package var status = ""
    package var start: PartialDate?
    package var end: PartialDate?
    package var method = ""
    package var steps: [String] = []
    /// Pounds.
    package var cost: Int?
    package var costCovers = ""
    package var reach = ""
    package var outcomes = ""
    package var evaluationDesign = ""
    /// A code of ``Practice/marylandList``.
    package var maryland = "not-known"
    package var emmie = Emmie()
    /// The evidence stage, a code of ``Practice/stageList``.
    package var stage = "unknown"
    package var harms = ""
    package var communityView = ""
    package var lessons = ""
    package var contacts: [Personal<Contact>] = []
    package var sources: [Source] = []
    package var attachments: [Attachment] = []
    package var reviewDue: PartialDate?
    package var marking = Marking.none

    package init() {}

    package init(title: String) { self.title = title }

    /// The fields, by their form names, that a practice cannot be submitted without.
    package var missing: [String] {
      let needed: [(String, Bool)] = [
        ("title", title.isEmpty), ("problem", problem.isEmpty), ("aim", aim.isEmpty),
        ("audience", audience.isEmpty), ("setting", settings.isEmpty), ("strand", strand.isEmpty),
        ("objective", objectives.isEmpty), ("method", method.isEmpty),
        ("lead_organisation", leadBody.isEmpty),
        ("outcome", outcomes.isEmpty),
      ]
      return needed.filter(\.1).map(\.0)
    }

    /// Those of them that were filled in before: what readers have seen may be said otherwise, and not emptied.
    package func missing(before old: Details) -> [String] { missing.filter { !old.missing.contains($0) } }
  }

  /// EMMIE: effect, mechanism, moderators, implementation, economics.
  package struct Emmie: Codable, Equatable, Sendable {
    package var effect = Finding()
    package var mechanism = Finding()
    package var moderators = Finding()
    package var implementation = Finding()
    package var economics = Finding()

    /// All five.
    package var dimensions: [Finding] { [effect, mechanism, moderators, implementation, economics] }
  }

  /// What was found on one dimension, and how strong the finding is.
  package struct Finding: Codable, Equatable, Sendable {
    package var finding = ""
    /// A code of ``Practice/strengthList``.
    package var strength = "not-known"
  }

  /// Somebody to ask.
  package struct Contact: Codable, Equatable, Sendable {
    package var name: String
    package var role: String
    package var email: String
    package var telephone: String

    package init(name: String, role: String = "", email: String = "", telephone: String = "") {
      self.name = name
      self.role = role
      self.email = email
      self.telephone = telephone
    }
  }

  package struct Source: Codable, Equatable, Sendable {
    package var title: String
    package var address: String
    package var date: PartialDate?

    package init(title: String, address: String = "", date: PartialDate? = nil) {
      self.title = title
      self.address = address
      self.date = date
    }
  }

  /// A file, kept by its digest beside the log.
  package struct Attachment: Codable, Equatable, Sendable {
    /// SHA-256, in hexadecimal.
    package var digest: String
    package var name: String
    /// The media type that its bytes showed.
    package var type: String
    /// Bytes.
    package var size: Int

    package init(digest: String, name: String, type: String, size: Int) {
      self.digest = digest
      self.name = name
      self.type = type
      self.size = size
    }
  }
}
