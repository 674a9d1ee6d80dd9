import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;

/** Validates the answers in DIR/r4 and DIR/r5 against FHIR's own definitions: a line for each warning or error. */
public class Validate {
  /** What is said of things that are not this server's. */
  static boolean isBeside(Path file, String message) {
    // A recommendation that a server of codes cannot follow for each answer.
    if (message.contains("dom-6")) return true;
    // HAPI has no definitions of what R5 has and R4 writes as extensions.
    if (message.contains("http://hl7.org/fhir/5.0/StructureDefinition/extension-")) return true;
    // Resources of HL7's tests have extensions where these are not meant to be.
    return file.getFileName().toString().startsWith("hl7-") && message.matches("(?is).*(extension|standards-?status).*");
  }

  public static void main(String[] args) throws Exception {
    int errors = 0;
    for (String release : List.of("r4", "r5")) {
      FhirContext context = release.equals("r4") ? FhirContext.forR4() : FhirContext.forR5();
      FhirInstanceValidator instances =
          new FhirInstanceValidator(
              new ValidationSupportChain(
                  new DefaultProfileValidationSupport(context),
                  new CommonCodeSystemsTerminologyService(context),
                  new InMemoryTerminologyServerValidationSupport(context)));
      instances.setNoExtensibleWarnings(true);
      // Extensions of the terminology ecosystem are defined in packages that are not here.
      instances.setAnyExtensionsAllowed(true);
      FhirValidator validator = context.newValidator().registerValidatorModule(instances);
      List<Path> files;
      try (Stream<Path> found = Files.list(Path.of(args[0], release))) {
        files = found.sorted().toList();
      }
      for (Path file : files) {
        List<SingleValidationMessage> messages;
        try {
          messages = validator.validateWithResult(Files.readString(file)).getMessages();
        } catch (UnsupportedOperationException thrown) {
          // HAPI cannot look a code system up by its object identifier.
          System.out.printf("NOT VALIDATED %s: %s%n", file, thrown.getMessage());
          continue;
        }
        for (SingleValidationMessage each : messages) {
          if (each.getSeverity() == ResultSeverityEnum.INFORMATION || isBeside(file, each.getMessage())) continue;
          if (each.getSeverity() != ResultSeverityEnum.WARNING) errors++;
          System.out.printf(
              "%s %s %s: %s%n",
              each.getSeverity(), Path.of(release).resolve(file.getFileName()), each.getLocationString(), each.getMessage());
        }
      }
      System.out.printf("%s: %d answers%n", release, files.size());
    }
    System.out.printf("%d errors%n", errors);
    System.exit(errors == 0 ? 0 : 1);
  }
}
