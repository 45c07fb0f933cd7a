using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Infra;

/// <summary>Runs the Bicep CLI on a copy of the templates.</summary>
internal sealed class BicepCli : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryDirectory _directory = new();

    public BicepCli()
    {
        SkipWhereItDoesNotRun();
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "infra"), "*.bicep"))
        {
            File.Copy(file, _directory.File(Path.GetFileName(file)));
        }
    }

    public static bool Runs => OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64;

    public static void SkipWhereItDoesNotRun() =>
        Assert.SkipUnless(Runs, "The Bicep CLI for Linux x64, which compiles the templates, does not run here.");

    public void Dispose() => _directory.Dispose();

    /// <summary>Compiles the templates into one template.</summary>
    public async Task<(string Errors, JsonElement Template)> BuildAsync()
    {
        var errors = await RunAsync("build", "main.bicep");
        Assert.True(File.Exists(_directory.File("main.json")), errors);
        return (errors, Read("main.json"));
    }

    /// <summary>Computes what would be deployed, as Azure does before a deployment. Secure parameters are not evaluated.</summary>
    public async Task<(string Errors, JsonElement? Deployment)> PredictAsync(string parameters)
    {
        await File.WriteAllTextAsync(_directory.File("test.bicepparam"), "using 'main.bicep'\n" + parameters);
        var errors = await RunAsync("snapshot", "test.bicepparam", "--mode", "overwrite", "--subscription-id", Guid.Empty.ToString());
        return (errors, File.Exists(_directory.File("test.snapshot.json")) ? Read("test.snapshot.json") : null);
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        var path = typeof(BicepCli).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "BicepCli").Value!;
        var start = new ProcessStartInfo(path, arguments) { WorkingDirectory = _directory.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return await errors;
    }

    private JsonElement Read(string file) => JsonElement.Parse(File.ReadAllBytes(_directory.File(file)));
}
