import Kernel

extension Settings {
  package static let bankHolidays = Setting(
    "bank-holidays.region",
    "england-and-wales",
    of: ["england-and-wales", "scotland", "northern-ireland"],
    "Whose bank holidays are no working days: england-and-wales, scotland or northern-ireland"
  )

  /// Refuses what is set by decision: a value that nobody obeys would be believed.
  static func refuseDecided(_ keys: [String], in place: String) throws {
    let declared = Registry.settings.map(\.key)
    guard let key = keys.first(where: declared.contains) else { return }
    throw Fault(
      .configuration,
      "\(place) sets \(key), which is decided on the page Settings, and not when the program starts: take it out"
    )
  }
}
