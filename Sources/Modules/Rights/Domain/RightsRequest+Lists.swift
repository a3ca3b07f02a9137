package import Kernel

extension RightsRequest {
  package static let kindList = CodeList(
    "rights-kind",
    version: 1,
    [
      .init("access", "Access", hint: "A copy of what is held, why, who saw it and who was told"),
      .init("rectification", "Correction", hint: "Something held is wrong or incomplete"),
      .init("erasure", "Erasure", hint: "What is held should be erased, or its use restricted"),
      .init("objection", "Objection", hint: "It should not be used"),
      .init("complaint", "Complaint", hint: "About how Prevent was applied, or how a request was answered"),
    ]
  )

  package static let lawList = CodeList(
    "rights-law",
    version: 1,
    [
      .init("uk-gdpr", "UK GDPR", hint: "An authority, a school, health: Articles 12 to 22"),
      .init("dpa-part-3", "Data Protection Act 2018, Part 3", hint: "Police: sections 44 to 54"),
      .init("not-data-protection", "No law of data protection", hint: "A complaint about something else"),
    ]
  )

  package static let wayList = CodeList(
    "rights-way",
    version: 1,
    [
      .init("letter", "Letter"), .init("email", "E-mail"), .init("in-person", "In person"),
      .init("telephone", "Telephone"), .init("other", "Another way"),
    ]
  )

  package static let askerList = CodeList(
    "rights-asker",
    version: 1,
    [
      .init("person", "The person"),
      .init("parent", "A parent or guardian", hint: "Check that they may act for the child"),
      .init("representative", "Somebody acting for them", hint: "Check what authorises them"),
    ]
  )

  package static let proofList = CodeList(
    "rights-proof",
    version: 1,
    [
      .init("document", "A document with a photograph was seen"),
      .init("known", "They are known to whoever confirms it"),
      .init("questions", "They answered what only they can know"),
      .init("authority", "The authority of whoever acts for them was seen"),
      .init("other", "Another way"),
    ]
  )

  package static let extensionList = CodeList(
    "rights-extension",
    version: 1,
    [
      .init("complex", "The request is complex"), .init("several", "They made several requests"),
    ]
  )

  package static let withholdingList = CodeList(
    "rights-withholding",
    version: 1,
    [
      .init("third-party", "It is about somebody else, or from somebody who was promised confidence"),
      .init("investigation", "It would prejudice an investigation or the prevention of crime"),
      .init("safety", "It would put somebody in danger of serious harm"),
      .init("privilege", "Legal advice"), .init("other", "Another ground"),
    ]
  )

  package static let outcomeList = CodeList(
    "rights-outcome",
    version: 1,
    [
      .init("granted", "Granted"), .init("in-part", "Granted in part"), .init("refused", "Refused"),
      .init("nothing-held", "Nothing is held"),
    ]
  )

  package static let reviewList = CodeList(
    "rights-review",
    version: 1,
    [
      .init("upheld", "The answer stands"),
      .init("changed", "The answer changes", hint: "A new request carries out what changes"),
    ]
  )
}
