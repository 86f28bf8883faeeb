using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Silo.Configuration;

/// <summary>
/// Reads a section into its options and checks them at once, before anything starts that would stumble over them.
/// </summary>
internal static class SettingsReader
{
    /// <exception cref="OptionsValidationException">A setting is unknown or its value is not allowed; names it.</exception>
    public static TOptions Read<TOptions>(IConfiguration configuration, string section)
        where TOptions : class, new()
    {
        var options = new TOptions();
        try
        {
            configuration.GetSection(section).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException exception)
        {
            // A value of the wrong type, or a setting that does not exist: the binder says which.
            throw new OptionsValidationException(section, typeof(TOptions), [$"{section}: {exception.Message}"]);
        }

        var failures = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), failures, validateAllProperties: true)
            ? options
            : throw new OptionsValidationException(section, typeof(TOptions), failures.Select(failure => Describe(section, options, failure)));
    }

    private static string Describe<TOptions>(string section, TOptions options, ValidationResult failure)
    {
        var member = failure.MemberNames.FirstOrDefault();
        var value = member is null ? null : typeof(TOptions).GetProperty(member)?.GetValue(options);
        return member is null ? $"{section}: {failure.ErrorMessage}" : $"{section}:{member} is '{value}': {failure.ErrorMessage}";
    }
}
