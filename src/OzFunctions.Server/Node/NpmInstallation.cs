using System.Security.Cryptography;

namespace OzFunctions.Server.Node;

/// <summary>npm packages that a lock file pins, installed once into a cache folder of the user's. Several processes may install the same at once.</summary>
/// <param name="name">What is installed, with its version: names the folder, and is said where npm fails.</param>
/// <param name="source">The folder with <c>package.json</c> and <c>package-lock.json</c>.</param>
/// <param name="files">The files of the source that the installation consists of, those two among them.</param>
internal sealed class NpmInstallation(string name, string source, params string[] files)
{
    /// <summary>Where caches of this user belong.</summary>
    public static string DefaultCacheDirectory => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache
        : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "ozfunctions");

    /// <summary>Prepares the folder of an installation for use, after npm and before any process sees it.</summary>
    public Func<string, CancellationToken, Task> Prepare { get; init; } = static (_, _) => Task.CompletedTask;

    /// <summary>How long npm may take; without end unless it is set.</summary>
    public TimeSpan Patience { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Installs the packages unless they are there.</summary>
    /// <param name="cacheDirectory">The cache folder; made if need be.</param>
    /// <param name="progress">Told what happens.</param>
    /// <param name="cancellationToken">Gives up; what was begun is not taken for an installation later.</param>
    /// <returns>The folder with the files and <c>node_modules</c>.</returns>
    /// <exception cref="StartupException">Node.js is missing or too old, or npm failed or took too long.</exception>
    public async Task<string> EnsureAsync(string cacheDirectory, Action<string> progress, CancellationToken cancellationToken)
    {
        await NodeTool.CheckVersionAsync(cancellationToken);
        var target = Path.Combine(cacheDirectory, $"{name}-{Fingerprint()}");
        if (!Directory.Exists(target))
        {
            progress($"Installing {name} from npm into {target}. This happens once.");
            await InstallAsync(target, cancellationToken);
            progress($"Installed {name}.");
        }

        return target;
    }

    private async Task InstallAsync(string target, CancellationToken cancellationToken)
    {
        var unfinished = $"{target}.{Guid.NewGuid():N}.unfinished";
        Directory.CreateDirectory(unfinished);
        try
        {
            foreach (var file in files)
            {
                File.Copy(Path.Combine(source, file), Path.Combine(unfinished, file));
            }

            await RunNpmAsync(unfinished, cancellationToken);
            await Prepare(unfinished, cancellationToken);
            MoveIntoPlace(unfinished, target);
        }
        finally
        {
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }
        }
    }

    private async Task RunNpmAsync(string directory, CancellationToken cancellationToken)
    {
        using var npm = NodeTool.Start("npm", directory, ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
        npm.StandardInput.Close();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var output = npm.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = await npm.StandardError.ReadToEndAsync(patience.Token);
            await output;
            await npm.WaitForExitAsync(patience.Token);
            if (npm.ExitCode != 0)
            {
                // The first line names the error; the last ones are advice and the place of npm's log.
                var reason = errors.Split('\n').FirstOrDefault(static line => line.StartsWith("npm error", StringComparison.Ordinal));
                throw new StartupException($"npm could not install {name} ({reason?.Trim() ?? $"exit code {npm.ExitCode}"}): check the network and npm's registry setting, then start again.");
            }
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StartupException($"npm did not install {name} within {Patience.TotalSeconds} seconds: check the network and npm's registry setting, then start again.", e);
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
            Directory.Move(unfinished, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            // Another process installed the same meanwhile.
        }
    }

    // A changed lock file or script is another installation, so that no process runs a mixture.
    private string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(File.ReadAllBytes(Path.Combine(source, file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..8];
    }
}
