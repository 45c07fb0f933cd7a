using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Verifiers;

namespace OzFunctions.Demo;

/// <summary>The bank's system. It verifies the signature of each notification and prints it.</summary>
internal sealed class Bank : IAsyncDisposable
{
    /// <summary>The secret shared with the server.</summary>
    public const string Secret = "whsec_ZGVtby1zZWNyZXQtb2YtdGhlLWJhbmshIQ==";

    private readonly WebApplication _app;
    private readonly TextWriter _output;
    private int _received;

    private Bank(WebApplication app, TextWriter output) => (_app, _output) = (app, output);

    /// <summary>The URL that receives notifications.</summary>
    public string Url { get; private set; } = "";

    /// <summary>The number of notifications about folders with a valid signature.</summary>
    public int Received => _received;

    /// <summary>Starts the system on a free loopback port.</summary>
    /// <param name="output">Where notifications are printed.</param>
    /// <returns>The running system.</returns>
    public static async Task<Bank> StartAsync(TextWriter output)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var bank = new Bank(builder.Build(), output);
        bank._app.Run(bank.ReceiveAsync);
        await bank._app.StartAsync();
        bank.Url = bank._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/hooks";
        return bank;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer);
        var body = buffer.ToArray();
        var headers = context.Request.Headers.ToDictionary(static header => header.Key.ToLowerInvariant(), static header => $"{header.Value}");
        if (!VerifySignature.IsGenuine(Secret, headers, body, TimeProvider.System.GetUtcNow()))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var notification = JsonNode.Parse(body)!;
        if ((string?)notification["type"] == NotificationTypes.EndpointTest)
        {
            await _output.WriteLineAsync("  bank  test received; signature verified");
            return;
        }

        Interlocked.Increment(ref _received);
        var data = notification["data"]!;
        var current = data["current"]!;
        await _output.WriteLineAsync($"  bank  {data["folderId"],-8} notified of {current["resolutionStatus"]}, {current["systemResolution"]}; cause: {data["cause"]}; signature verified");
    }
}
