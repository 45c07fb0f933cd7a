using System.Security.Cryptography;

namespace OzFunctions.Server.Node;

/// <summary>npm packages at the versions of a lock file, installed once into a cache folder of the user. Concurrent installation by several processes is safe.</summary>
/// <param name="name">The name and version of what is installed. Used for the folder and in error messages.</param>
/// <param name="source">The folder with <c>package.json</c> and <c>package-lock.json</c>.</param>
/// <param name="files">The files of the source to install, including those two.</param>
internal sealed class NpmInstallation(string name, string source, params string[] files)
{
    /// <summary>The user's default cache folder.</summary>
    public static string DefaultCacheDirectory => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache
        : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "ozfunctions");

    /// <summary>Prepares the folder of an installation, after npm has run and before any process uses it.</summary>
    public Func<string, CancellationToken, Task> Prepare { get; init; } = static (_, _) => Task.CompletedTask;

    /// <summary>The time limit of npm. Infinite by default.</summary>
    public TimeSpan NpmTimeout { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Installs the packages unless they are installed.</summary>
    /// <param name="cacheDirectory">The cache folder. It is created if it does not exist.</param>
    /// <param name="progress">Receives progress messages.</param>
    /// <param name="cancellationToken">Cancels the installation. An incomplete one is never used later.</param>
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
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(NpmTimeout);
        try
        {
            var output = npm.StandardOutput.ReadToEndAsync(timeout.Token);
            var errors = await npm.StandardError.ReadToEndAsync(timeout.Token);
            await output;
            await npm.WaitForExitAsync(timeout.Token);
            if (npm.ExitCode != 0)
            {
                // The first line contains the error; the last ones are advice and the path of npm's log.
                var reason = errors.Split('\n').FirstOrDefault(static line => line.StartsWith("npm error", StringComparison.Ordinal));
                throw new StartupException($"npm could not install {name} ({reason?.Trim() ?? $"exit code {npm.ExitCode}"}): check the network and npm's registry setting, then start again.");
            }
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StartupException($"npm did not install {name} within {NpmTimeout.TotalSeconds} seconds: check the network and npm's registry setting, then start again.", e);
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
            // Another process has installed the same meanwhile.
        }
    }

    // A changed lock file or script gets another folder, so that no process uses a mixture.
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
