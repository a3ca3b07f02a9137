import Domain
import Foundation
import Kernel
import Platform
import Views

/// What a refusal says to the person who asked.
extension Practice.Refusal: WordedRefusal {
  package var slug: String {
    switch self {
    case .alreadyDeposited: "already-deposited"
    case .notPossible: "not-possible"
    case .incomplete: "incomplete"
    case .needed: "needed"
    case .ownPractice: "own-practice"
    case .alreadyReviewed: "already-reviewed"
    case .tooFewReviews: "too-few-reviews"
    case .reasonNeeded: "reason-needed"
    case .conflictOfInterest: "conflict-of-interest"
    case .importedByYou: "imported-by-you"
    case .otherImport: "other-import"
    case .embargoNotAhead: "embargo-not-ahead"
    case .noEmbargo: "no-embargo"
    case .noLesson: "no-lesson"
    }
  }

  package var sentence: String {
    switch self {
    case .alreadyDeposited: "This practice has been deposited already."
    case .notPossible(let life):
      "That cannot be done to a practice that is \(PracticeWording.life(life).lowercased())."
    case .incomplete(let missing):
      "Before it can be submitted, fill in: \(missing.map(PracticeWording.label).joined(separator: ", "))."
    case .needed(let fields):
      "Readers need it, so it cannot be emptied: \(fields.map(PracticeWording.label).joined(separator: ", "))."
    case .ownPractice: "You deposited or changed this practice, so somebody else must do that."
    case .alreadyReviewed: "You have reviewed this practice already."
    case .tooFewReviews(let have): "Two people must review it before it is published; \(have) so far."
    case .reasonNeeded: "Say why. Where a reviewer advised against it, say why it is published all the same."
    case .conflictOfInterest: "You declared an interest that rules out reviewing this practice."
    case .importedByYou: "You imported this record, so somebody else must confirm it."
    case .otherImport: "This record does not come from that import."
    case .embargoNotAhead: "An embargo must end on a day to come."
    case .noLesson: "What came is not a lesson that two people released."
    case .noEmbargo: "This practice is public already, so it has no embargo to change. Withdraw it instead."
    }
  }

  package var field: String? { self == .embargoNotAhead ? PracticeReasoned.day : nil }
}

/// The words of the depository that are not the form's own.
enum PracticeWording {
  /// What a reader should know of an attachment that search does not find by all its words; nil where it does, and
  /// for pictures, of which nobody expects it.
  static func unread(_ summary: ExtractedText.Summary, _ kind: FileKind?) -> String? {
    let reason: String
    switch summary.outcome {
    case .text where !summary.hasWords:
      reason = "No words could be read in it\(kind == .pdf ? ": it may be a scan" : "")."
    case .text:
      return summary.isTruncated
        ? "It is very long. Search finds it by the words of its first part only." : nil
    case .none:
      guard kind != .png, kind != .jpeg else { return nil }
      reason = "Files of this kind are not read."
    case .encrypted: reason = "Its text could not be read: it needs a password."
    case .broken: reason = "Its text could not be read: the file seems to be damaged."
    case .tooLarge: reason = "Its text could not be read: there is too much in it."
    case .tookTooLong: reason = "Its text could not be read: that took too long."
    case .noProgram: reason = "Its text has not been read."
    }
    return "\(reason) Search will not find it by its words."
  }

  static func unread(_ file: Practice.Attachment, _ texts: TextExtractor) -> String? {
    texts.summary(of: file.digest, mediaType: file.type).flatMap { unread($0, FileKind(rawValue: file.type)) }
  }

  /// Where a practice is in its life, as people say it.
  static func life(_ life: Practice.Life) -> String {
    switch life {
    case .absent: "Not there"
    case .draft: "Draft"
    case .inReview: "In review"
    case .compiled: "Compiled, not yet reviewed"
    case .published: "Published"
    case .withdrawn: "Withdrawn"
    case .discarded: "Discarded"
    }
  }

  static func colour(_ life: Practice.Life) -> String {
    switch life {
    case .absent, .withdrawn, .discarded: "govuk-tag--grey"
    case .draft: "govuk-tag--yellow"
    case .inReview: "govuk-tag--purple"
    case .compiled: "govuk-tag--orange"
    case .published: "govuk-tag--green"
    }
  }

  static func colour(ofEvidence stage: String) -> String {
    switch stage {
    case "worked": "govuk-tag--green"
    case "promising": "govuk-tag--turquoise"
    case "new": "govuk-tag--blue"
    case "did-not-work": "govuk-tag--red"
    default: "govuk-tag--grey"
    }
  }

  /// What was done, as the history says it after a name.
  static func act(_ act: String, _ embargo: PartialDate? = nil) -> String {
    switch act {
    case "published" where embargo != nil: "published it, embargoed until \(embargo?.words ?? "")"
    case "embargo-changed":
      embargo.map { "changed the embargo: it ends on \($0.words)" } ?? "lifted the embargo"
    case "deposited": "began a draft"
    case "compiled": "took it in from a public source"
    case "revised": "changed it"
    case "submitted": "submitted it for review"
    case "reviewed": "handed in a review"
    case "returned": "returned it with notes"
    case "published": "published it"
    case "withdrawn": "withdrew it"
    case "discarded": "discarded the draft"
    case "confirmed": "confirmed it against its source"
    case "import-undone": "undid its import"
    case "lesson-received": "took in a lesson from a closed case"
    case "superseded": "said that another practice takes its place"
    default: act
    }
  }

  /// A day and a time of day, in Coordinated Universal Time.
  static func moment(_ date: Date) -> String {
    let minutes = Int(date.timeIntervalSince1970) / 60 % 1440
    let time = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : String($0) }.joined(separator: ":")
    return "\(PartialDate(on: date).words), \(time) UTC"
  }

  /// The label of a field of the form, for naming it in a sentence.
  static func label(_ field: String) -> String {
    PracticeForm.form.field(field)?.label.lowercased() ?? field
  }

  /// How many of the practices in the library were reviewed, and how many are only compiled.
  static func reviewed(_ all: Int, compiled: Int) -> String {
    switch (all, compiled) {
    case (0, _): "Nothing is published yet."
    case (_, 0): "Each was described by those who did it and reviewed by two others."
    case (_, all): "All \(all.grouped) are compiled from public sources, and nobody has reviewed them yet."
    default:
      "Of \(all.grouped), \(compiled.grouped) are compiled from public sources and not yet reviewed; the others were reviewed."
    }
  }

  static let compiledNotice = """
    Compiled from public sources, not yet reviewed. The strand, objective, evidence stage and lessons are the \
    compiler’s own reading of the source that is named below.
    """

  /// For whoever writes on at a lesson of a closed case, or reviews it: nothing checks the text any more.
  static func lessonNotices(_ record: PracticeRecord.Row) -> [Model] {
    let words =
      "It came from a closed case. Nothing in it may tell whose case that was: no name, place, day or age, and nothing that only one person did."
    return record.isLesson ? [["sentence": words]] : []
  }
}
