package import Kernel

/// From how many cases on what a lesson tells is not rare, which words tell it, and how long learning is kept.
package enum LessonSettings {
  package static let rareBelow = PolicySetting.number(
    "channel.lesson-rare-below",
    10,
    2...100,
    .records,
    "In fewer cases than this, what a lesson tells together is rare and must be changed",
    source: "Ours: official statistics let smaller numbers be read, and a lesson tells more than a number",
    isConfirmed: false
  )

  package static let tellingWords = PolicySetting.choice(
    "channel.lesson-telling-words",
    "1",
    of: TellingWords.list,
    "Which list of words the check of a lesson goes by, for what they tell of sector, concern and age",
    source: "Ours: no list was found in print",
    isConfirmed: false
  )

  package static let learning = rule("case-learning", "What was learned of cases", "it was recorded")
  package static let lesson = rule("lesson", "Lessons on their way to release", "they were written")

  private static func rule(_ kind: String, _ label: String, _ begins: String) -> RetentionRule {
    RetentionRule(
      kind,
      label,
      months: 72,
      childMonths: 36,
      then: .review,
      begins: begins,
      source: "Ours: never longer than the case, whose key seals it"
    )
  }
}
