namespace OzFunctions.Storage.Tables;

/// <summary>What a connection string authenticates with. The SDK reads it as well, but does not tell.</summary>
internal static class AccountSecret
{
    // The emulator's, the same on every machine and published by Microsoft. It protects nothing.
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>Reads a connection string that the SDK has accepted.</summary>
    /// <param name="connectionString">The connection string.</param>
    /// <returns>
    /// The account's key, or null where a shared access signature takes its place; and that signature, as a query without its question mark, or nothing.
    /// </returns>
    public static (byte[]? Key, string Sas) Of(string connectionString)
    {
        var settings = connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(static setting => setting.Split('=', 2, StringSplitOptions.TrimEntries))
            .ToDictionary(static setting => setting[0], static setting => setting[1], StringComparer.OrdinalIgnoreCase);

        return settings.GetValueOrDefault("UseDevelopmentStorage") == "true" ? (Convert.FromBase64String(EmulatorKey), "")
            : settings.TryGetValue("SharedAccessSignature", out var sas) ? (null, sas.TrimStart('?'))
            : (Convert.FromBase64String(settings["AccountKey"]), "");
    }
}
