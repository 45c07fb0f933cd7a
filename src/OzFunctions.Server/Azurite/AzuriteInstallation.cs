using System.Security.Cryptography;

namespace OzFunctions.Server.Azurite;

/// <summary>The pinned Azurite, installed from npm into a cache folder of the user's.</summary>
internal sealed class AzuriteInstallation
{
    private const string Version = "3.35.0";
    private const string Launcher = "start-azurite.mjs";

    private static readonly string[] Files = ["package.json", "package-lock.json", Launcher];

    private AzuriteInstallation(string directory) => Directory = directory;

    /// <summary>Where caches of this user belong.</summary>
    public static string DefaultCacheDirectory => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache
        : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "ozfunctions");

    /// <summary>The folder that it is in.</summary>
    public string Directory { get; }

    /// <summary>The script that runs it.</summary>
    public string LauncherPath => Path.Combine(Directory, Launcher);

    /// <summary>Installs it unless it is there.</summary>
    /// <param name="cacheDirectory">The cache folder; made if need be.</param>
    /// <param name="progress">Told what happens.</param>
    /// <param name="cancellationToken">Gives up; what was begun is not taken for an installation later.</param>
    /// <returns>The installation.</returns>
    /// <exception cref="StartupException">Node.js is missing or too old, or npm failed.</exception>
    public static async Task<AzuriteInstallation> EnsureAsync(string cacheDirectory, Action<string> progress, CancellationToken cancellationToken)
    {
        await NodeTool.CheckVersionAsync(cancellationToken);
        var source = Path.Combine(AppContext.BaseDirectory, "Azurite");
        var target = Path.Combine(cacheDirectory, $"azurite-{Version}-{Fingerprint(source)}");
        if (!System.IO.Directory.Exists(target))
        {
            progress($"Installing Azurite {Version}, the local storage emulator, from npm into {target}. This happens once.");
            await InstallAsync(source, target, cancellationToken);
            progress($"Installed Azurite {Version}.");
        }

        return new AzuriteInstallation(target);
    }

    private static async Task InstallAsync(string source, string target, CancellationToken cancellationToken)
    {
        var unfinished = $"{target}.{Guid.NewGuid():N}.unfinished";
        System.IO.Directory.CreateDirectory(unfinished);
        try
        {
            foreach (var file in Files)
            {
                File.Copy(Path.Combine(source, file), Path.Combine(unfinished, file));
            }

            await RunNpmAsync(unfinished, cancellationToken);
            MoveIntoPlace(unfinished, target);
        }
        finally
        {
            if (System.IO.Directory.Exists(unfinished))
            {
                System.IO.Directory.Delete(unfinished, recursive: true);
            }
        }
    }

    private static async Task RunNpmAsync(string directory, CancellationToken cancellationToken)
    {
        using var npm = NodeTool.Start("npm", directory, ["ci", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error"]);
        npm.StandardInput.Close();
        try
        {
            var output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = await npm.StandardError.ReadToEndAsync(cancellationToken);
            await output;
            await npm.WaitForExitAsync(cancellationToken);
            if (npm.ExitCode != 0)
            {
                var reason = errors.Split('\n').LastOrDefault(static line => line.StartsWith("npm error", StringComparison.Ordinal) && !line.Contains("log of this run", StringComparison.Ordinal));
                throw new StartupException($"npm could not install Azurite {Version} ({reason?.Trim() ?? $"exit code {npm.ExitCode}"}): check the network and npm's registry setting, then start again.");
            }
        }
        finally
        {
            if (!npm.HasExited)
            {
                npm.Kill(entireProcessTree: true);
            }
        }
    }

    private static void MoveIntoPlace(string unfinished, string target)
    {
        try
        {
            System.IO.Directory.Move(unfinished, target);
        }
        catch (IOException) when (System.IO.Directory.Exists(target))
        {
            // Another process installed the same meanwhile.
        }
    }

    // A changed lock file or launcher is another installation, so that nobody runs a mixture.
    private static string Fingerprint(string source)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Files)
        {
            hash.AppendData(File.ReadAllBytes(Path.Combine(source, file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..8];
    }
}
