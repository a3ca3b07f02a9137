import NIOCore
import NIOHTTPTypes

/// Closes a connection whose request does not arrive whole, or whose answer is not taken, in time.
///
/// The server's own idle limit begins anew with every byte of a body, so one byte a minute would hold a
/// connection for ever. It counts no part of a head that is not whole, and needs no help there.
final class RequestDeadline: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let arriving: TimeAmount
  private let taken: TimeAmount
  private var arrival: Scheduled<Void>?
  /// By the number of the request: on one connection several may wait to be answered, in turn.
  private var answers: [Int: Scheduled<Void>] = [:]
  private var read = 0
  private var answered = 0

  /// - Parameters:
  ///   - arriving: From a request's head to its end.
  ///   - taken: From a request's end to the end of its answer.
  init(arriving: TimeAmount, taken: TimeAmount) {
    self.arriving = arriving
    self.taken = taken
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head: arrival = close(context, in: arriving)
    case .body: break
    case .end:
      arrival?.cancel()
      // What is too large is answered before it has ended.
      if answered <= read { answers[read] = close(context, in: taken) }
      read += 1
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard case .end = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
    let closing = answers.removeValue(forKey: answered)
    answered += 1
    // It has ended when it has left, not when it stands behind what nobody takes.
    let written = promise ?? context.eventLoop.makePromise()
    written.futureResult.whenComplete { _ in closing?.cancel() }
    context.write(data, promise: written)
  }

  func channelInactive(context: ChannelHandlerContext) {
    stop()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { stop() }

  private func stop() {
    arrival?.cancel()
    for closing in answers.values { closing.cancel() }
    answers = [:]
  }

  private func close(_ context: ChannelHandlerContext, in time: TimeAmount) -> Scheduled<Void> {
    let channel = context.channel
    return context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
  }
}
