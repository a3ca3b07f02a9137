import Domain
import Kernel
import Platform

/// What a refusal says to the person who asked.
extension Case.Refusal: WordedRefusal {
  package var slug: String { "case-\(words.slug)" }
  package var sentence: String { words.sentence }

  /// What it may be about, by the names of an act's fields: the first of them that the form has.
  var mayBeAbout: [String] {
    switch self {
    case .incomplete(let missing): missing
    case .notYet: ["due"]
    case .inTheFuture, .beforeReferral, .beforeAsking: ["on"]
    case .notAhead: ["next", "next-review", "until", "on"]
    case .contactNeeded, .contactTooLate: ["next"]
    case .reviewTooLate: ["next-review"]
    case .keptTooLong: ["until"]
    case .supportTooLate: ["from-1"]
    case .reasonNotPossible, .panelNeeded: ["reason"]
    case .sensitiveInformation: ["declaration"]
    case .giverCannotConsent: ["giver"]
    case .coverNeeded: ["cover"]
    default: []
    }
  }

  private var words: (slug: String, sentence: String) {
    switch self {
    case .alreadyOpened: ("already-opened", "This case was opened already.")
    case .notPossible(let life):
      (
        "not-possible",
        "That cannot be done with a case that stands at: \(CaseWording.life(life).lowercased())."
      )
    case .incomplete(let missing):
      ("incomplete", "Fill in: \(missing.map { CaseWording.name($0).lowercased() }.joined(separator: ", ")).")
    case .noSuchCode(let list): ("no-such-code", "The list “\(list)” has no such entry.")
    case .erased:
      (
        "erased",
        "What was said of the person is erased, and nothing more can be kept of them. Record a new referral."
      )
    case .supportTooLate(let day):
      (
        "support-too-late",
        "A support must begin on or before \(day.words): plan what comes later when it is near."
      )
    case .inTheFuture: ("in-the-future", "The day is still to come.")
    case .notYet(let day): ("not-yet", "It is due on \(day.words): record it from that day on.")
    case .notAhead(let day): ("not-ahead", "The day must be \(day.words) or later.")
    case .beforeAsking: ("before-asking", "That day lies before consent was sought.")
    case .beforeReferral: ("before-referral", "That day lies before the referral was received.")
    case .alreadyRecorded: ("already-recorded", "Something else was recorded already in its place.")
    case .notFound: ("not-found", "The case has nothing of that kind.")
    case .alreadyScreened: ("already-screened", "It was screened already.")
    case .notScreened: ("not-screened", "It must be screened first.")
    case .alreadyDecided: ("already-decided", "It was decided already.")
    case .awaitingSignature: ("awaiting-signature", "A rejection waits for its second signature.")
    case .nothingToSign: ("nothing-to-sign", "Nothing waits for a signature.")
    case .signedByProposer: ("signed-by-proposer", "Somebody else than who proposed it must sign.")
    case .reasonNotPossible(let code):
      (
        "reason-not-possible",
        "What happened in the case does not bear out “\(CaseWording.exit(code))”. Before a decision, reject it instead."
      )
    case .panelNeeded: ("panel-needed", "A panel with its quorum must have decided that first.")
    case .supportNotOffered: ("support-not-offered", "The panel has not offered support.")
    case .giverCannotConsent:
      (
        "giver-cannot-consent",
        "An adult with capacity gives consent; for who is under 18, a parent or guardian. Nobody else can."
      )
    case .consentNeeded: ("consent-needed", "Consent is needed first.")
    case .consentStands: ("consent-stands", "Consent was given, and stands.")
    case .overrideNeeded:
      (
        "override-needed",
        "Consent was refused. A supervisor must override that first, on grounds of the list."
      )
    case .overrideStands: ("override-stands", "An override stands already.")
    case .reviewedByGranter: ("reviewed-by-granter", "Somebody else than who overrode it must review it.")
    case .sensitiveInformation:
      (
        "sensitive-information",
        "Nothing that comes from an intelligence service, or is about one, can be held here. If it only names one, say so."
      )
    case .planNeeded: ("plan-needed", "There must be a plan first.")
    case .providerNotApproved:
      ("provider-not-approved", "Mentoring is given by approved providers who have room for the case.")
    case .contactNeeded: ("contact-needed", "Say when the next contact is.")
    case .contactTooLate(let day):
      ("contact-too-late", "The next contact must be on or before \(day.words).")
    case .reviewTooLate(let day): ("review-too-late", "The next review must be on or before \(day.words).")
    case .keptTooLong(let day): ("kept-too-long", "It can be kept until \(day.words) at the longest.")
    case .transferOpen: ("transfer-open", "A transfer is open: it must be answered or taken back first.")
    case .noTransfer: ("no-transfer", "No transfer is open.")
    case .keptOut: ("kept-out", "That person is kept out of the case.")
    case .coverNeeded:
      ("cover-needed", "Name somebody who supervises the case instead, without an end: nobody else does.")
    case .ownerStays:
      ("owner-stays", "Whoever carries the case cannot be kept out. Hand it to another first.")
    }
  }
}

extension Signpost.Refusal: WordedRefusal {
  package var slug: String { "signpost-\(words.slug)" }
  package var sentence: String { words.sentence }

  package var field: String? {
    switch self {
    case .incomplete(let missing): missing.first
    case .inTheFuture: "on"
    default: nil
    }
  }

  private var words: (slug: String, sentence: String) {
    switch self {
    case .alreadyGiven: ("already-given", "This was recorded already.")
    case .notGiven: ("not-given", "Nobody was pointed there.")
    case .incomplete(let missing): ("incomplete", "Fill in: \(missing.joined(separator: ", ")).")
    case .noSuchCode: ("no-such-code", "The list has no such entry.")
    case .inTheFuture: ("in-the-future", "The day is still to come.")
    }
  }
}
