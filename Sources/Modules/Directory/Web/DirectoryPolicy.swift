import Kernel
package import Platform

/// Who may do what in the directory.
package enum DirectoryPolicy {
  package enum Act: String, CaseIterable, Sendable {
    case listPeople, open, revise, grant, endRole, close, sendLink, readPlaces, listOrganisation
  }

  /// Whose account it is about; nil where it is about none.
  package typealias Facts = String?

  package static let policy = Policy<Act, Facts>([
    .listPeople: [administrator],
    .open: [administrator],
    .revise: [administrator],
    .grant: [other],
    .endRole: [other],
    .close: [other],
    .sendLink: [other],
    .readPlaces: [Rule("anyone reads the lists of areas and organisations") { _, _ in true }],
    .listOrganisation: [administrator],
  ])

  private static let administrator = Rule<Facts>("an administrator") { viewer, _ in
    viewer.holdsAnywhere(.administrator)
  }

  private static let other = Rule<Facts>("an administrator, for anybody else") { viewer, account in
    viewer.holdsAnywhere(.administrator) && viewer.account != account
  }
}
