import Domain
import Kernel

/// What people of the fiction write: plainly made up, and of no ideology that there is.
enum FictionWords {
  static func grounds(_ chance: inout Chance) -> String {
    let what = chance.one(of: [
      "Says that the Society for Square Wheels is right about everything",
      "Draws the sign of the Brotherhood of the Blue Teapot on exercise books",
      "Spends nights in a chat about the Great Biscuit Uprising",
      "Told a friend that round wheels should be stopped by force",
      "Shared a film of the Marmalade Front and called it brave",
      "Stopped seeing old friends since joining a made-up club",
      "Asked in class how one would join the Anti-Umbrella League",
      "Keeps a list of people who wear hats indoors",
    ])
    let since = chance.one(of: [
      "since the summer", "for some weeks", "since a move", "after a quarrel at home",
    ])
    let more = chance.one(of: [
      "A teacher who knows them well is worried.", "Nobody has seen anything more than talk.",
      "Sleeps badly and has no one to talk to.", "The family asked for help.",
      "An uncle in the story encourages it.", "It may be a joke that went too far.",
    ])
    return "\(what), \(since). \(more) (Made up.)"
  }

  static let screening = [
    "Nothing in the systems beyond what the referral says.", "The account is borne out by two sources.",
    "A partner holds an older note of the same kind.", "What was said was misheard; nothing else is held.",
  ]
  static let decision = [
    "The grounds are one remark, which was explained.",
    "There is a need, and it is no need of this programme.",
    "Somebody else helps already, and sees no such concern.", "What is described has not happened.",
  ]
  static let passing = [
    "Contact with a group in the story that approves of force, and growing.",
    "Several people describe the same change, and it goes on.",
    "Looks for material by night, and says that something must be done.",
  ]
  static let told = [
    "Told by telephone, with a leaflet.", "Told in a meeting at school, with a parent.",
    "Told by letter; they may ask for more.",
  ]
  static let onward = ["None needed.", "The school's counsellor goes on.", "The family's own doctor knows."]
  static let asked = [
    "Whether the person is known, and for what.", "Attendance and behaviour over the last year.",
    "Whether support is given now, and by whom.",
  ]
  static let answers = [
    "Known since spring; one missed appointment.", "Attends well; quieter than before.",
    "Nothing of concern is held beyond what was told.",
  ]
  static let evidence = [
    "Said so in a conversation.", "Seen by two members of staff.", "Described by a parent.",
  ]
  static let noEvidence = [
    "No sign of it in any account.", "Asked about, and nobody has seen it.", "Ruled out by two accounts.",
  ]
  static let narratives = [
    "Drawn to the group of the story for company more than for what it says.",
    "Talks of force in general words; names nobody and nothing.",
    "Has neither means nor contacts to do harm.", "A close family, and a teacher who is trusted.",
  ]
  static let conclusions = [
    "Support would be welcome and likely to help.", "The concern is real and limited.",
    "Much has changed for the better since the first talk.",
  ]
  static let sessions = [
    "Talked about the week and about the club.", "Looked at two sources side by side.",
    "Practised saying no to a friend.", "Filled in a form for a course.",
    "Went for a walk and talked little.",
  ]
  static let concerns = ["Mentioned an evening with the club again.", "Was angry and would not say why."]
  static let goals = [
    "Go to school on every day of a month", "Take up football again",
    "Finish the course on repairing kettles",
    "Sleep before midnight", "Talk once a week with somebody who thinks otherwise",
  ]
  static let progress = [
    "Half of the days; better than last month.", "Went twice and liked it.",
    "Not begun; the bus is the trouble.",
    "Done, and proud of it.",
  ]
  static let views = [
    "Sees no sign of harm meant.", "Worried, and hopeful.", "Would like to see more before deciding.",
    "Content with how it goes.",
  ]
  static let reasons = [
    "The needs are clear and can be met.", "What is known does not bear out the concern.",
    "The plan works and needs more time.", "The concern has gone as far as anybody can tell.",
  ]
  static let actions = [
    "Ask the school about a quiet room", "Find a mentor who plays chess",
    "Write to the family about the course",
    "Ask health for an early appointment",
  ]
  static let services = [
    "Fictionham Youth Club", "The Exampleby Listening Line", "Madeupton Housing Advice",
    "The Pretend Job Shop",
  ]
  static let places = ["Town Hall, Fictionham, Room 2", "By video", "Exampleby Library, upper floor"]
  static let contacts = [
    "Spoke on the telephone: all well.", "Met at home; tea and a long talk.",
    "Rang twice, left a message.", "The school says that things go well.",
  ]
}
