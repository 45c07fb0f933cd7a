using OzFunctions.Server.Node;

namespace OzFunctions.Server.Azurite;

/// <summary>The pinned version of Azurite, installed from npm into a cache folder of the user.</summary>
internal sealed class AzuriteInstallation
{
    private const string Launcher = "start-azurite.mjs";

    private static readonly NpmInstallation Npm = new("azurite-3.35.0", Path.Combine(AppContext.BaseDirectory, "Azurite"), "package.json", "package-lock.json", Launcher);

    private AzuriteInstallation(string directory) => Directory = directory;

    /// <summary>The folder of the installation.</summary>
    public string Directory { get; }

    /// <summary>The script that starts Azurite.</summary>
    public string LauncherPath => Path.Combine(Directory, Launcher);

    /// <summary>Installs Azurite unless it is installed.</summary>
    /// <param name="cacheDirectory">The cache folder. It is created if it does not exist.</param>
    /// <param name="progress">Receives progress messages.</param>
    /// <param name="cancellationToken">Cancels the installation. An incomplete one is never used later.</param>
    /// <returns>The installation.</returns>
    /// <exception cref="StartupException">Node.js is missing or too old, or npm failed.</exception>
    public static async Task<AzuriteInstallation> EnsureAsync(string cacheDirectory, Action<string> progress, CancellationToken cancellationToken)
    {
        try
        {
            return new AzuriteInstallation(await Npm.EnsureAsync(cacheDirectory, progress, cancellationToken));
        }
        catch (StartupException e)
        {
            throw new StartupException($"The local storage emulator (Azurite) is not available. {e.Message} Or set AzureWebJobsStorage to a storage account.", e);
        }
    }
}
