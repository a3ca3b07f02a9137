package import Kernel

/// Which words of a text tell what a case has in common with others, as one version of the list has them: a sector, a
/// concern, whether somebody is under 18.
///
/// A version is never changed: what a check found, it found by the version of its day.
package struct TellingWords: Equatable, Sendable {
  package let version: Int
  package let label: String
  /// By what they tell, such as `sector:education`; codes of settings of practices, such as `setting:school`, tell it
  /// too.
  private let words: [String: [String]]

  package func told(by trait: String) -> [String] { words[trait] ?? [] }

  /// By the value of ``LessonSettings/tellingWords``; the latest where there is no such version.
  package static func of(_ version: String) -> TellingWords {
    all.first { String($0.version) == version } ?? first
  }

  package static let list = CodeList(
    "lesson-telling-words",
    version: 1,
    all.map { .init(String($0.version), $0.label) }
  )

  package static let all = [first]

  private static let first = TellingWords(
    version: 1,
    label: "The first list, of 2026",
    words: [
      "sector:education": [
        "setting:school", "setting:college", "school", "college", "university", "teacher", "teachers",
        "pupil", "pupils", "student", "students", "lecturer",
      ],
      "sector:police": ["police", "officer", "officers", "constable"],
      "sector:local-authority": ["council", "local authority", "social services", "social worker"],
      "sector:health": [
        "setting:health", "hospital", "doctor", "nurse", "clinic", "psychiatrist", "mental health", "GP",
      ],
      "sector:prisons-probation": [
        "setting:prison", "setting:probation", "prison", "prisoner", "probation", "licence",
      ],
      "sector:community": ["setting:faith", "setting:community", "mosque", "church", "imam", "community"],
      "sector:friends-family": [
        "setting:family", "mother", "father", "parents", "parent", "family", "friend", "friends",
      ],
      "concern:islamist": ["islamist", "jihad", "jihadi", "al-Qaida", "muslim", "mosque", "islam"],
      "concern:extreme-right-wing": farRight, "concern:right-wing": farRight,
      "concern:incel": ["incel", "misogyny"],
      "concern:school-massacre": ["massacre", "school shooting"],
      "age:child": [
        "child", "children", "teenager", "teenagers", "teens", "pupil", "pupils", "schoolboy", "schoolgirl",
        "boy", "girl", "minor", "under 18", "youth", "young person", "young people",
      ],
      "age:adult": ["adult", "man", "woman", "husband", "wife", "employer", "married"],
    ]
  )

  private static let farRight = [
    "far right", "right wing", "right-wing", "neo-nazi", "nationalist", "racist",
  ]
}
