using OzFunctions.Server;
using OzFunctions.Server.Node;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Server;

/// <summary>Installations from npm, here of packages without dependencies, for which npm makes no request.</summary>
[StartsProcesses]
public sealed class NpmInstallationTests : IDisposable
{
    private const string Ready = "ready";

    private readonly TemporaryDirectory _source = new();
    private readonly TemporaryDirectory _cache = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Installation_ByTwoAtOnce_IsOneThatIsReady()
    {
        await WriteAsync();
        var prepared = 0;
        var bothPrepared = new TaskCompletionSource();
        var npm = Installation(async (directory, cancellationToken) =>
        {
            await File.WriteAllTextAsync(Path.Combine(directory, Ready), "", cancellationToken);
            if (Interlocked.Increment(ref prepared) == 2)
            {
                bothPrepared.SetResult();
            }

            await bothPrepared.Task;
        });

        var directories = await Task.WhenAll(EnsureAsync(npm), EnsureAsync(npm));

        Assert.Equal(directories[0], directories[1]);
        Assert.Equal([directories[0]], Directory.EnumerateFileSystemEntries(_cache.Path));
        Assert.True(File.Exists(Path.Combine(directories[0], Ready)));
    }

    [Fact]
    public async Task Installation_WhosePreparationFails_IsTriedAnew()
    {
        await WriteAsync();

        await Assert.ThrowsAsync<InvalidDataException>(() => EnsureAsync(Installation(static (_, _) => throw new InvalidDataException())));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_cache.Path));
        await EnsureAsync(Installation(static (_, _) => Task.CompletedTask));
    }

    [Fact]
    public async Task FailedInstallation_IsReportedByNameAndLeavesNothing()
    {
        await WriteAsync("""{ "not-in-the-lock-file": "1.0.0" }""");

        var refusal = await Assert.ThrowsAsync<StartupException>(() => EnsureAsync(Installation(static (_, _) => Task.CompletedTask)));

        Assert.StartsWith("npm could not install sample-1 (npm error", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_cache.Path));
    }

    [Fact]
    public async Task SlowInstallation_IsReportedAndLeavesNothing()
    {
        await WriteAsync();
        var npm = new NpmInstallation("sample-1", _source.Path, "package.json", "package-lock.json") { NpmTimeout = TimeSpan.FromMilliseconds(1) };

        var refusal = await Assert.ThrowsAsync<StartupException>(() => EnsureAsync(npm));

        Assert.StartsWith("npm did not install sample-1 within 0.001 seconds", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_cache.Path));
    }

    public void Dispose()
    {
        _source.Dispose();
        _cache.Dispose();
    }

    private NpmInstallation Installation(Func<string, CancellationToken, Task> prepare) => new("sample-1", _source.Path, "package.json", "package-lock.json") { Prepare = prepare };

    private Task<string> EnsureAsync(NpmInstallation npm) => npm.EnsureAsync(_cache.Path, static _ => { }, Token);

    private async Task WriteAsync(string dependencies = "{}")
    {
        await File.WriteAllTextAsync(_source.File("package.json"), $$"""{ "name": "sample", "version": "1.0.0", "dependencies": {{dependencies}} }""", Token);
        await File.WriteAllTextAsync(_source.File("package-lock.json"), """{ "name": "sample", "version": "1.0.0", "lockfileVersion": 3, "packages": { "": { "name": "sample", "version": "1.0.0" } } }""", Token);
    }
}
