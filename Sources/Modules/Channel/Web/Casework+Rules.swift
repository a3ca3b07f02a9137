package import Domain
import Kernel
import Platform
import Views

extension Site {
  /// The rules of casework as they are set for a day.
  package var channelRules: ChannelRules {
    let settings = settings
    var rules = ChannelRules()
    rules.screeningWorkingDays = settings[ChannelSettings.screening]
    rules.decisionWorkingDays = settings[ChannelSettings.decision]
    rules.panelWorkingDays = settings[ChannelSettings.panel]
    rules.contactDays = settings[ChannelSettings.contact]
    rules.sessionDays = settings[ChannelSettings.session]
    rules.alarmWorkingDays = settings[ChannelSettings.alarm]
    rules.alarmAgainWorkingDays = settings[ChannelSettings.alarmAgain]
    rules.closingWorkingDays = settings[ChannelSettings.closing]
    rules.transferWorkingDays = settings[ChannelSettings.transfer]
    rules.letterWorkingDays = settings[ChannelSettings.letter]
    rules.reviewMonths = settings[ChannelSettings.review]
    rules.laterReviewMonths = [
      settings[ChannelSettings.firstLaterReview], settings[ChannelSettings.secondLaterReview],
    ]
    .sorted()
    rules.rejectionsBeforeSignature = settings[ChannelSettings.rejections]
    rules.overrideReviewWorkingDays = settings[ChannelSettings.override]
    rules.quorum.members = settings[ChannelSettings.quorum]
    rules.retention.mistaken = settings[CaseRetention.mistaken.months]
    rules.retention.notAdopted = settings[CaseRetention.notAdopted.months]
    rules.retention.notAdoptedChild = settings[CaseRetention.notAdopted.childMonths]
    rules.retention.adopted = settings[CaseRetention.adopted.months]
    rules.retention.adoptedChild = settings[CaseRetention.adopted.childMonths]
    rules.workingDays = options.workingDays
    return rules
  }
}
