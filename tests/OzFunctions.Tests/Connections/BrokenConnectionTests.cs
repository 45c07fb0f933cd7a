using System.Net.Sockets;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Tests.Connections;

/// <summary>Servers that close a connection at an unexpected moment.</summary>
public sealed class BrokenConnectionTests
{
    private const string Answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Theory]
    [InlineData(70, "the server offers neither TLS 1.2 nor TLS 1.3")]
    [InlineData(40, "the server found no common cipher, or requires a client certificate (alert handshake_failure)")]
    [InlineData(42, "the server refused our client certificate (alert 42)")]
    [InlineData(44, "the server says that our client certificate was revoked")]
    [InlineData(45, "the server says that our client certificate expired")]
    [InlineData(48, "the server does not know the issuer of our client certificate")]
    [InlineData(112, "the server does not serve this name (alert unrecognized_name)")]
    [InlineData(116, "the server requires a client certificate")]
    [InlineData(80, "the server sent alert 80")]
    [InlineData(null, "the connection was closed during the handshake")]
    public async Task TlsHandshakeThatTheServerEnds_IsAFailureWithItsReason(int? alert, string expected)
    {
        await using var server = new ScriptedServer(async (_, socket) =>
        {
            await socket.ReceiveAsync(new byte[8192]);
            if (alert is { } code)
            {
                await socket.SendAsync((byte[])[21, 3, 1, 0, 2, 2, (byte)code]);
            }
        });

        Assert.Equal($"TLS failed: {expected}", (await SendAsync(new UriBuilder(server.Url) { Scheme = "https" }.Uri)).Error);
    }

    [Fact]
    public async Task TlsHandshake_OffersTls12And13Only()
    {
        var hello = Array.Empty<byte>();
        await using var server = new ScriptedServer(async (_, socket) =>
        {
            var buffer = new byte[8192];
            hello = buffer[..await socket.ReceiveAsync(buffer)];
        });

        await SendAsync(new UriBuilder(server.Url) { Scheme = "https" }.Uri);

        // The extension supported_versions, RFC 8446 section 4.2.1. A server that has only TLS 1.1 would respond "no common cipher" if the list contained it.
        Assert.True(hello.AsSpan().IndexOf((byte[])[0, 43, 0, 5, 4, 3, 4, 3, 3]) > 0, Convert.ToHexString(hello));
    }

    [Fact]
    public async Task Response_WithATruncatedBody_CountsByItsStatus()
    {
        await using var server = new ScriptedServer(static async (_, socket) =>
        {
            await ScriptedServer.ReadRequestAsync(socket);
            await ScriptedServer.AnswerAsync(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nthank you");
        });

        Assert.Equal(new AttemptResult(200, Body: "thank you"), await SendAsync(server.Url));
    }

    [Theory]
    [InlineData("HTTP/1.1 410 Gone\r\nTransfer-Encoding: chunked\r\n\r\nno chunk", 410, null)]
    [InlineData("HTTP/1.1 429 Busy\r\nRetry-After: 120\r\nContent-Length: 5\r\n\r\n", 429, 120)]
    public async Task ErrorResponse_WithATruncatedBody_CountsByItsStatus(string sent, int status, int? retryAfterSeconds)
    {
        await using var server = new ScriptedServer(async (_, socket) =>
        {
            await ScriptedServer.ReadRequestAsync(socket);
            await ScriptedServer.AnswerAsync(socket, sent);
        });

        var answer = await SendAsync(server.Url);

        Assert.Equal((status, null, (double?)retryAfterSeconds), (answer.Status, answer.Error, answer.RetryAfter?.TotalSeconds));
    }

    [Theory]
    [InlineData("HTTP/1.1 20")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Len")]
    public async Task Response_WithTruncatedHeaders_IsAFailure(string sent)
    {
        await using var server = new ScriptedServer(async (_, socket) =>
        {
            await ScriptedServer.ReadRequestAsync(socket);
            await ScriptedServer.AnswerAsync(socket, sent);
        });

        Assert.Equal((null, "the response was incomplete (ResponseEnded)"), (await SendAsync(server.Url)) is var answer ? (answer.Status, answer.Error) : default);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PooledConnection_ClosedDuringTheNextRequest_IsReplacedAtOnce(bool isReset)
    {
        var bodies = 0;
        await using var server = new ScriptedServer(async (_, socket) =>
        {
            // The server responds to the first request on each connection; it reads the second one and closes the connection.
            await ReadAsync(socket);
            await ScriptedServer.AnswerAsync(socket, Answer);
            await ReadAsync(socket);
            socket.LingerState = new LingerOption(isReset, 0);
        });
        using var endpoint = new SingleEndpoint(server.Url);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(new AttemptResult(200, Body: "ok"), await endpoint.SendAsync());
        }

        Assert.Equal((3, 5), (server.Connections, bodies));

        async Task ReadAsync(Socket socket)
        {
            if ((await ScriptedServer.ReadRequestAsync(socket)).Length > 0)
            {
                bodies++;
            }
        }
    }

    [Fact]
    public async Task PooledConnections_AllClosed_AreSkippedInOneAttempt()
    {
        const int Pooled = 8;
        using var all = new Barrier(Pooled);
        await using var server = new ScriptedServer(async (number, socket) =>
        {
            await ScriptedServer.ReadRequestAsync(socket);
            if (number <= Pooled)
            {
                await Task.Factory.StartNew(all.SignalAndWait, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }

            await ScriptedServer.AnswerAsync(socket, Answer);
            await ScriptedServer.ReadRequestAsync(socket);
        });
        using var endpoint = new SingleEndpoint(server.Url);
        Assert.All(await Task.WhenAll(Enumerable.Range(0, Pooled).Select(_ => endpoint.SendAsync())), static answer => Assert.True(answer.IsSuccess));

        Assert.True((await endpoint.SendAsync()).IsSuccess);

        Assert.Equal(Pooled + 1, server.Connections);
    }

    [Fact]
    public async Task NewConnection_ClosedBeforeAResponse_IsAFailure()
    {
        await using var server = new ScriptedServer(static (_, socket) => ScriptedServer.ReadRequestAsync(socket));
        using var endpoint = new SingleEndpoint(server.Url);

        Assert.Equal("the response was incomplete (ResponseEnded)", (await endpoint.SendAsync()).Error);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task PooledConnection_ClosedDuringAResponse_IsAFailure()
    {
        await using var server = new ScriptedServer(static async (_, socket) =>
        {
            await ScriptedServer.ReadRequestAsync(socket);
            await ScriptedServer.AnswerAsync(socket, Answer);
            await ScriptedServer.ReadRequestAsync(socket);
            await ScriptedServer.AnswerAsync(socket, "HTTP/1.1 2");
        });
        using var endpoint = new SingleEndpoint(server.Url);
        Assert.True((await endpoint.SendAsync()).IsSuccess);

        Assert.Equal("the response was incomplete (ResponseEnded)", (await endpoint.SendAsync()).Error);
        Assert.Equal(1, server.Connections);
    }

    private static async Task<AttemptResult> SendAsync(Uri url)
    {
        using var endpoint = new SingleEndpoint(url);
        return await endpoint.SendAsync();
    }
}
