using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.FunctionsApp;

/// <summary>Builds the Functions app with the real packages of the worker, if they are available.</summary>
[StartsProcesses]
public sealed class PublishTests
{
    private static string Configuration => typeof(PublishTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    [Fact]
    public async Task Publish_IsWhatTheHostExpects()
    {
        using var folder = new TemporaryDirectory();

        // Precompilation, analyzers and documentation take a minute and do not affect what the host reads. The referenced projects were built for the tests.
        var published = await DotNetAsync(
            "publish", "src/OzFunctions", "-c", Configuration, "-p:PublishReadyToRun=false", "-p:RunAnalyzers=false", "-p:GenerateDocumentationFile=false", "-p:BuildProjectReferences=false", "-nodeReuse:false",
            "-o", folder.File("app"));
        var missing = published.Output.Split('\n').FirstOrDefault(static line => line.Contains("error NU", StringComparison.Ordinal))?.Trim();
        Assert.SkipWhen(missing is not null, $"The packages of the Functions worker cannot be restored here: {missing}");

        Assert.True(published.ExitCode == 0, published.Output);
        var files = Directory.EnumerateFiles(folder.File("app")).Select(Path.GetFileName).ToList();
        Assert.Contains("host.json", files);
        Assert.Contains("worker.config.json", files);
        Assert.DoesNotContain("local.settings.json", files);
        var functions = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder.File("app"), "functions.metadata"), TestContext.Current.CancellationToken))!.AsArray();
        Assert.Equal(
            FunctionSource.All.Select(static function => function.Name).Order(StringComparer.Ordinal),
            functions.Select(static function => (string)function!["name"]!).Order(StringComparer.Ordinal));
    }

    private static async Task<(int ExitCode, string Output)> DotNetAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("TESTINGPLATFORM", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }
}
