package io.portcullis.devstack;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/// Makes a request line that names neither HTTP/1.0 nor HTTP/1.1 one that could not be read. Vert.x alone answers it with an
/// empty 501.
final class KnownVersions extends ChannelInboundHandlerAdapter {

  private static final DecoderResult UNKNOWN = DecoderResult.failure(new IllegalArgumentException("unknown HTTP version"));

  /// Stands between the decoder and Vert.x, which hands what could not be decoded to its handler of invalid requests.
  static void require(HttpConnection connection) {
    ChannelHandlerContext vertx = ((ConnectionBase) connection).channelHandlerContext();
    vertx.pipeline().addBefore(vertx.name(), "known-versions", new KnownVersions());
  }

  private boolean isRefused;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (isRefused) {
      ReferenceCountUtil.release(message);   // nothing behind it is served, as behind any request that can't be read
      return;
    }
    if (message instanceof HttpRequest request && !isKnown(request.protocolVersion())) {
      isRefused = true;
      request.setDecoderResult(UNKNOWN);
      request.setProtocolVersion(HttpVersion.HTTP_1_1);   // the answer's
    }
    context.fireChannelRead(message);
  }

  private static boolean isKnown(HttpVersion version) {
    // Vert.x compares likewise: another spelling of one is another object.
    return version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0;
  }
}
