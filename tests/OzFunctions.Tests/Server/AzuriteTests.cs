using Azure.Data.Tables;
using OzFunctions.Server;
using OzFunctions.Server.Azurite;
using OzFunctions.Server.Node;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.Server;

/// <summary>The emulator as the server starts it.</summary>
[StartsProcesses]
public sealed class AzuriteTests(AzuriteFixture shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Data_WrittenBeforeAStop_IsThereAfterTheNextStart()
    {
        using var data = new TemporaryDirectory();
        var ports = FreePort.ForAzurite();
        await using (await AzuriteProcess.StartAsync(shared.Installation, ports, data.Path, Token))
        {
            var table = new TableClient(ports.ConnectionString, "Kept");
            await table.CreateAsync(Token);
            await table.AddEntityAsync(new TableEntity("p", "r"), Token);
        }

        await using var again = await AzuriteProcess.StartAsync(shared.Installation, ports, data.Path, Token);

        Assert.True((await new TableClient(ports.ConnectionString, "Kept").GetEntityIfExistsAsync<TableEntity>("p", "r", cancellationToken: Token)).HasValue);
    }

    [Fact]
    public async Task Data_WrittenBeforeItsParentWasKilled_IsThereAfterTheNextStart()
    {
        using var data = new TemporaryDirectory();
        var ports = FreePort.ForAzurite();
        using (var orphan = NodeTool.Start("node", shared.Installation.Directory, AzuriteProcess.Arguments(shared.Installation, ports, data.Path)))
        {
            while (await orphan.StandardOutput.ReadLineAsync(Token) is { } line && !line.Contains("Table service is successfully", StringComparison.Ordinal))
            {
            }

            await new TableClient(ports.ConnectionString, "Kept").CreateAsync(Token);

            // The child notices the death of its parent only by its pipes, whose other ends are closed.
            orphan.StandardOutput.Close();
            orphan.StandardError.Close();
            orphan.StandardInput.Close();
            await orphan.WaitForExitAsync(Token);
        }

        await using var again = await AzuriteProcess.StartAsync(shared.Installation, ports, data.Path, Token);

        Assert.Equal(409, (await Assert.ThrowsAsync<Azure.RequestFailedException>(() => new TableClient(ports.ConnectionString, "Kept").CreateAsync(Token))).Status);
    }

    [Fact]
    public async Task CtrlC_WhichTheTerminalSendsToItToo_DoesNotStopIt()
    {
        var ports = FreePort.ForAzurite();
        await using var azurite = await AzuriteProcess.StartAsync(shared.Installation, ports, dataDirectory: null, Token);

        await Signal.SendAsync("INT", azurite.ProcessId);

        await new TableClient(ports.ConnectionString, "Served").CreateAsync(Token);
        Assert.Equal(3, (await ports.ListeningAsync(Token)).Count);
    }

    [Fact]
    public async Task OccupiedPort_IsReported()
    {
        var ports = FreePort.ForAzurite() with { Queue = shared.Ports.Queue };

        var refusal = await Assert.ThrowsAsync<StartupException>(() => AzuriteProcess.StartAsync(shared.Installation, ports, dataDirectory: null, Token));

        Assert.Contains($"port {shared.Ports.Queue}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExistingInstallation_IsUsedSilently()
    {
        var again = await AzuriteInstallation.EnsureAsync(NpmInstallation.DefaultCacheDirectory, static line => Assert.Fail(line), Token);

        Assert.Equal(shared.Installation.Directory, again.Directory);
    }

    [Fact]
    public void MissingProgram_IsReportedWithARemedy()
    {
        var refusal = Assert.Throws<StartupException>(() => NodeTool.Start("node-that-nobody-installed", Path.GetTempPath(), []));

        Assert.Contains("install Node.js", refusal.Message, StringComparison.Ordinal);
    }
}
