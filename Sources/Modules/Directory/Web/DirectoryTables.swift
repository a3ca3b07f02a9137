import Domain
import Kernel
import Sheets
import Views

/// The lists of the directory, as their pages and their files show them.
enum DirectoryTables {
  /// - Parameter places: The names of organisations and areas, by their identifiers.
  static func people(_ people: [AccountList.Person], _ places: [String: String]) -> Sheet {
    Sheet(
      "People",
      about: "Everyone with an account, and the roles they hold.",
      [.init("Name", width: 6), .init("Organisation", width: 6), .init("Roles", width: 6), .init("Account")],
      people.map { person in
        let roles = person.holdings.map(\.role.label)
        return [
          .text(person.name ?? "A person who was erased"),
          .text(person.organisation.map { places[$0] ?? $0 } ?? ""),
          .text(roles.isEmpty ? "None" : roles.joined(separator: ", ")),
          .text(person.isOpen ? "Open" : "Closed"),
        ]
      }
    )
  }

  static func organisations(
    _ organisations: [PlaceList.Place<Organisation.Listing>],
    _ places: [String: String]
  ) -> Sheet {
    Sheet(
      "Organisations",
      about: "Bodies that people act for.",
      [.init("Name", width: 8), .init("Kind"), .init("Area", width: 6)],
      organisations.map { place in
        [
          .text(place.listing.name), .text(Organisation.kindList.label(place.listing.kind)),
          .text(place.listing.area.map { places[$0] ?? $0 } ?? ""),
        ]
      }
    )
  }

  static func areas(_ areas: [PlaceList.Place<Area.Listing>]) -> Sheet {
    Sheet(
      "Areas",
      about: "Police force areas of England and Wales.",
      [
        .init("Name", width: 6), .init("Region", width: 5), .init("Code"),
        .init("Priority area in 2008–09"), .init("People in 2011", isNumber: true),
      ],
      areas.map { place in
        [
          .text(place.listing.name), .text(place.listing.region), .text(place.listing.code ?? ""),
          place.listing.wasPriority.map { .truth($0) } ?? .notKnown,
          place.listing.populations["2011-03-27"].map { .integer($0) } ?? .notKnown,
        ]
      }
    )
  }
}
