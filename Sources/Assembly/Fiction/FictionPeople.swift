import Domain
import Kernel

/// Somebody whom nobody could take for a real person: named after things of a kitchen and a garden shed, at
/// addresses that are nowhere.
final class FictionPerson {
  var person: Referral.Person
  /// Known to the fiction, if not to whoever refers.
  private let birth: PartialDate
  /// The referrals of them that were made, the first one first.
  var referrals: [String] = []
  /// The cases of them that were rejected.
  var rejected: [String] = []

  private init(_ person: Referral.Person, _ birth: PartialDate) {
    self.person = person
    self.birth = birth
  }

  func isUnder18(on day: PartialDate) -> Bool { day < birth.adding(months: 18 * 12) }
}

extension FictionPerson {
  private static let givenNames = [
    "Thimble", "Teapot", "Bramble", "Pebble", "Marzipan", "Trellis", "Saucer", "Nutmeg", "Bobbin", "Crumpet",
    "Parsnip", "Doorknob", "Ladle", "Muffin", "Turnip", "Buttercup", "Gherkin", "Spindle", "Trowel",
    "Custard",
    "Radish", "Whistle", "Biscuit", "Pumpkin", "Sprocket", "Marble", "Cobbler", "Treacle", "Noodle", "Kettle",
    "Crayon", "Lantern", "Bucket", "Mitten", "Waffle", "Pickle", "Sieve", "Colander", "Dumpling", "Tassel",
    "Cushion", "Spatula", "Rhubarb", "Sundial", "Toffee", "Celery", "Satchel", "Anvil", "Bagpipe", "Domino",
    "Fiddle", "Gravy", "Hammock", "Igloo", "Jigsaw", "Kazoo", "Lentil", "Mustard", "Nettle", "Oatmeal",
  ]
  private static let begins = [
    "Butter", "Moon", "Wheel", "Lamp", "Tea", "Rain", "Cloud", "Button", "Candle", "Copper", "Feather",
    "Garden",
    "Honey", "Kettle", "Lemon", "Meadow", "Paper", "Pepper", "River", "Saddle", "Silver", "Thistle", "Velvet",
    "Window", "Winter", "Barrel", "Cabbage", "Ginger", "Mustard", "Pudding",
  ]
  private static let ends = [
    "barrow", "button", "shade", "spoon", "whistle", "basket", "bucket", "cushion", "drawer", "funnel",
    "handle",
    "hinge", "kettle", "ladder", "pocket", "puddle", "ribbon", "saucepan", "slipper", "teapot", "tray",
    "trumpet",
    "umbrella", "wardrobe", "thimble", "sponge", "pillow", "lantern", "hatstand", "doormat",
  ]
  private static let streets = [
    "Imaginary Lane", "Madeup Street", "Pretend Road", "Example Close", "Nowhere Way",
  ]
  private static let towns = ["Fictionham", "Little Pretending", "Madeupton", "Nowhere-on-Sea", "Exampleby"]

  /// - Parameter day: That of the referral, from which the age is counted.
  convenience init(on day: PartialDate, _ chance: inout Chance) {
    let age = Self.age(&chance)
    let birth = day.adding(days: -age * 365 - chance.from(0...364))
    let isKnown = chance.happens(85)
    let address = Referral.Address(
      street: "\(chance.from(1...180)) \(chance.one(of: Self.streets))",
      town: chance.one(of: Self.towns),
      // No postcode begins with ZZ.
      postcode: "ZZ\(chance.from(1...99)) \(chance.from(1...9))ZZ"
    )
    let person = Referral.Person(
      givenName: chance.one(of: Self.givenNames),
      familyName: chance.one(of: Self.begins) + chance.one(of: Self.ends),
      birth: isKnown ? birth : nil,
      age: isKnown ? nil : age,
      address: chance.happens(70) ? address : nil
    )
    self.init(person, birth)
  }

  /// In the shares of the year to March 2024, where of 6,922 referrals 297 were of children of up to 10 years, 2,729
  /// of up to 15 and 892 of up to 17 (Home Office, by way of thebuzzinghub.com).
  private static func age(_ chance: inout Chance) -> Int {
    chance.from(chance.one(of: [7...10: 4, 11...15: 39, 16...17: 13, 18...20: 10, 21...30: 15, 31...64: 19]))
  }

  /// The same person as somebody else wrote them down: a slip in a name, or no date of birth.
  func again(_ chance: inout Chance) -> Referral.Person {
    var again = person
    switch chance.from(0...3) {
    case 0: again.familyName = Self.slip(in: again.familyName, &chance)
    case 1: again.givenName = Self.slip(in: again.givenName, &chance)
    case 2: again.birth = nil
    default: again.address = nil
    }
    return again
  }

  /// Two letters in the wrong order, or one left out.
  private static func slip(in name: String, _ chance: inout Chance) -> String {
    var letters = Array(name)
    let place = chance.from(1...letters.count - 2)
    if chance.happens(50) { letters.swapAt(place, place + 1) } else { letters.remove(at: place) }
    return String(letters)
  }
}
