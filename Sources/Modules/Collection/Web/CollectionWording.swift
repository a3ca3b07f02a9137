import Domain
import Kernel
import Platform
import Views

/// What a refusal says to the person who asked.
extension Collection.Refusal: WordedRefusal {
  package var slug: String {
    switch self {
    case .alreadyMade: "already-made"
    case .notPossible: "not-possible"
    case .incomplete: "incomplete"
    case .reasonNeeded: "reason-needed"
    case .alreadyIn: "already-in"
    case .notInIt: "not-in-it"
    case .empty: "empty"
    case .full: "full"
    }
  }

  package var sentence: String {
    switch self {
    case .alreadyMade: "This collection was made already."
    case .notPossible(let life): "That cannot be done to a collection that \(CollectionWording.life(life))."
    case .incomplete(let missing): "Fill in: \(missing.map(CollectionWording.label).joined(separator: ", "))."
    case .reasonNeeded: "Say why."
    case .alreadyIn:
      "This practice is in the collection already. Change why it is in on the collection’s page."
    case .notInIt: "That practice is not in the collection any more."
    case .empty: "Add a practice before you publish the collection."
    case .full: "A collection holds at most \(Collection.mostPractices) practices. Take one out first."
    }
  }
}

enum CollectionWording {
  static func life(_ life: Collection.Life) -> String {
    switch life {
    case .absent: "is not there"
    case .draft: "is a draft"
    case .published: "is published"
    case .withdrawn: "was withdrawn"
    case .discarded: "was discarded"
    }
  }

  /// Nothing of what is published: that is what a reader expects.
  static func tags(_ life: Collection.Life) -> [Model] {
    switch life {
    case .published, .absent: []
    case .draft: [["text": "Draft", "colour": "govuk-tag--yellow"]]
    case .withdrawn: [["text": "Withdrawn", "colour": "govuk-tag--grey"]]
    case .discarded: [["text": "Discarded", "colour": "govuk-tag--grey"]]
    }
  }

  static func label(_ field: String) -> String {
    let label = CollectionForm.details.field(field)?.label ?? CollectionForm.item.field(field)?.label
    return label?.lowercased().filter { $0 != "?" } ?? field
  }

  static func count(_ practices: Int) -> String {
    switch practices {
    case 0: "No practices"
    case 1: "1 practice"
    default: "\(practices.grouped) practices"
    }
  }

  /// What was done, as the history says it after a name.
  ///
  /// - Parameter practice: The title of the practice that it was about.
  static func act(_ act: String, _ practice: String) -> String {
    switch act {
    case "made": "began it"
    case "revised": "changed its title or what it is for"
    case "practice-added": "added “\(practice)”"
    case "practice-reworded": "said otherwise why “\(practice)” is in"
    case "practice-moved": "moved “\(practice)”"
    case "practice-taken-out": "took out “\(practice)”"
    case "published": "published it"
    case "withdrawn": "withdrew it"
    case "discarded": "discarded the draft"
    default: act
    }
  }
}
