using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>The demo, started as a newcomer starts it.</summary>
[StartsProcesses]
public sealed class DemoTests
{
    private const int Folders = 6;

    private static readonly string Program = typeof(DemoTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "Demo").Value!;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<string> _output = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Demo_ShowsFoldersThatAreNotifiedLostAndFound_AndEndsWithAllThatItStarted()
    {
        var url = $"http://127.0.0.1:{FreePort.Find()}";
        using var demo = Start("--urls", url, "--folders", $"{Folders}");
        try
        {
            await WaitForOutputAsync("Ctrl+C ends all of it");

            // Printed when the bank has been notified, which may be later than the end of the last folder.
            await WaitForOutputAsync("cause: reconciliation; signature verified");

            var text = string.Join('\n', _output);
            Assert.Contains("webhook lost", text, StringComparison.Ordinal);
            Assert.Contains("webhook posted", text, StringComparison.Ordinal);
            Assert.Contains("cause: webhook; signature verified", text, StringComparison.Ordinal);
            Assert.Contains($"All {Folders} folders are as Oz has them", text, StringComparison.Ordinal);
            using var client = new HttpClient();
            using var dashboard = await client.GetAsync($"{url}/api/dashboard", Token);
            Assert.Equal(HttpStatusCode.OK, dashboard.StatusCode);

            await Signal.SendAsync("TERM", demo.Id);
            await demo.WaitForExitAsync(Token).WaitAsync(Patience, Token);
            Assert.Equal(0, demo.ExitCode);
            await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync($"{url}/api/dashboard", Token));
        }
        finally
        {
            demo.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task Demo_WhosePortIsTaken_SaysSo()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using var demo = Start("--urls", $"http://{taken.LocalEndpoint}");

        await demo.WaitForExitAsync(Token).WaitAsync(Patience, Token);

        Assert.Equal(1, demo.ExitCode);
        await WaitForOutputAsync("The demo did not start. Another process listens at ");
    }

    private Process Start(params string[] arguments)
    {
        var demo = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        demo.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        demo.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        demo.Start();
        demo.BeginOutputReadLine();
        demo.BeginErrorReadLine();
        return demo;
    }

    private Task WaitForOutputAsync(string text) => Poll.UntilAsync(() => _output.Any(line => line.Contains(text, StringComparison.Ordinal)), Patience);
}
