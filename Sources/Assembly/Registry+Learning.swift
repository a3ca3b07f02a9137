import Domain
import Kernel
import Platform
import Views
import Web

/// What is learned of closed cases, and leaves the vault as a lesson.
extension Registry {
  /// Who may do what with them is the policy of their cases.
  static var learning: ModulePart {
    ModulePart(
      categories: [CaseLearning.category, Lesson.category],
      kinds: kinds(CaseLearning.Event.self) + kinds(Lesson.Event.self),
      views: [LearningList.self, LessonList.self, LearningClock.self, LessonClock.self],
      settings: (LearningClock.rules + LessonClock.rules).flatMap(\.settings) + [
        LessonSettings.rareBelow.declaration, LessonSettings.tellingWords.declaration,
      ],
      // Codes, and what the check says of many texts.
      retained: [
        Retained(CaseLearning.category, LearningClock.self) { "/cases/\($0)/learning" },
        Retained(
          Lesson.category,
          LessonClock.self,
          sharing: ["checked.finding", "text.settings", "words.finding"]
        ) { "/lessons/\($0)" },
      ],
      waiting: [{ try await LessonPages(site: $0).waiting($1) }],
      daily: [LessonDelivery.task],
      offered: LessonPages.offered,
      register: { site, routes in
        LearningPages(site: site).register(on: routes)
        LessonPages(site: site).register(on: routes)
        LessonAPI(site: site).register(on: routes)
      },
      operations: LessonAPI.operations
    )
  }
}
