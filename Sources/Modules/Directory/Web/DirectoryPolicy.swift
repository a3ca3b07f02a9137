import Domain
package import Kernel
package import Platform
import Views

/// Who may do what in the directory; everybody else is denied.
package enum DirectoryPolicy {
  package enum Act: String, CaseIterable, Sendable {
    case listPeople, open, revise, grant, keepRole, endRole, close, sendLink, endFactor, endSessions
    case readPlaces, listOrganisation, readTexts, accept, completeTraining, recordTraining, explain
  }

  /// What the rules ask about an account, a role or an organisation.
  package struct Facts: Equatable, Sendable {
    /// Whose account it is about; nil where it is about none.
    package var account: String?
    /// Each place where it has an effect: an administrator must hold the role for all of them.
    package var places: [Place]
    /// The role that is granted, reviewed or ended; nil where it is about none.
    package var role: Role?
    /// Whether the account has a role that needs the text that it is about.
    package var needsText: Bool

    package init(
      account: String? = nil,
      places: [Place] = [],
      role: Role? = nil,
      needsText: Bool = false
    ) {
      self.account = account
      self.places = places
      self.role = role
      self.needsText = needsText
    }

    /// For acts on no record yet.
    package static let none = Facts()
  }

  package static let policy = Policy<Act, Facts>([
    .listPeople: [administrator],
    .open: [administrator],
    .revise: [administrator],
    .grant: granters,
    .keepRole: granters,
    .endRole: granters,
    .close: [other],
    .sendLink: [other],
    .endFactor: [other],
    .endSessions: [other],
    .readPlaces: [Rule("anyone reads the lists of areas and organisations")],
    .listOrganisation: [administrator],
    .readTexts: [Rule("anyone reads the texts that roles need")],
    .accept: [holder],
    .completeTraining: [holder],
    .recordTraining: [other],
    .explain: [administrator],
  ])

  private static let holder = Rule<Facts>(
    "whoever has a role that needs a text, for themselves",
    .record("is needed by a role of that account") { $0.needsText },
    .that("is the person whose account it is") { viewer, facts in
      viewer.account != nil && viewer.account == facts.account
    }
  )

  private static let administrator = Rule<Facts>(
    "an administrator of every place it is about",
    .holds(.administrator) { $0.places }
  )

  private static let other = Rule<Facts>(
    "an administrator of every place it is about, for anybody else",
    .holds(.administrator) { $0.places },
    isAnother
  )

  /// Nobody chooses who watches them: that takes an administrator whom no place chose.
  private static let granters: [Rule<Facts>] = [
    Rule(
      "an administrator of the place gives and takes roles that do the work, for anybody else",
      .record("is a role that does not watch others") { !($0.role?.isWatching ?? false) },
      .holds(.administrator) { $0.places },
      isAnother
    ),
    Rule(
      "an administrator everywhere gives and takes any role, for anybody else",
      .holds(.administrator) { _ in [.everywhere] },
      isAnother
    ),
  ]

  private static let isAnother = Requirement<Facts>.that("is not the person whose account it is") {
    viewer,
    facts in
    viewer.account != facts.account
  }

  static func administers(_ viewer: Viewer, _ place: Place) -> Bool {
    viewer.holds(.administrator, for: place)
  }
}
