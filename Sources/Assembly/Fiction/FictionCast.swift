import Kernel

/// Who works in the fiction: accounts, by their parts.
struct FictionCast: Sendable {
  /// Carry the cases of an area; Cora those of every area that has nobody of its own.
  var coordinators: [String: String] = [:]
  var cora = ""
  /// Sees the areas of everybody.
  var supervisor = ""
  var chair = ""
  /// Beside the chair, by the agency that they sit for; the first is the police's.
  var members: [(account: String, agency: String)] = []
  var providers: [(account: String, name: String)] = []
  var protection = ""
  /// The codes of the areas, each as often as it is drawn.
  var areas: [(code: String, weight: Int)] = []

  func coordinator(of area: String) -> String { coordinators[area] ?? cora }
}

extension FictionCast {
  /// One more of each part, where one alone cannot do it: names that are plainly made up.
  static let more: [(name: String, role: Role, regions: [String])] = [
    ("Cosmo Coordinator", .channelCoordinator, ["North East", "Yorkshire and the Humber"]),
    ("Clem Coordinator", .channelCoordinator, ["North West"]),
    ("Cleo Coordinator", .channelCoordinator, ["West Midlands", "East Midlands"]),
    ("Conrad Coordinator", .channelCoordinator, ["East of England"]),
    ("Cassia Coordinator", .channelCoordinator, ["South East"]),
    ("Corin Coordinator", .channelCoordinator, ["South West", "Wales"]),
    ("Stan Supervisor", .supervisor, ["North East", "Yorkshire and the Humber", "North West"]),
    ("Max Member", .panelMember, []), ("Maya Member", .panelMember, []), ("Milo Member", .panelMember, []),
    ("Pearl Provider", .interventionProvider, []), ("Perry Provider", .interventionProvider, []),
  ]
}
